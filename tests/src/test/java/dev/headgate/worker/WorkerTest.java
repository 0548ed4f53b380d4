package dev.headgate.worker;

import static dev.headgate.worker.WorkerRig.LATEST;
import static dev.headgate.worker.WorkerRig.START;
import static dev.headgate.worker.WorkerRig.items;
import static dev.headgate.worker.WorkerRig.message;
import static dev.headgate.worker.WorkerRig.waitedFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.StoreUnavailableException;
import dev.headgate.UnknownLimitException;
import dev.headgate.circuit.Outcome;
import dev.headgate.worker.Answer.Answered;
import dev.headgate.worker.Answer.Failed;
import dev.headgate.worker.Answer.Rejected;
import dev.headgate.worker.Answer.Throttled;
import dev.headgate.worker.Event.Why;
import dev.headgate.worker.WorkMessage.Malformed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private static final Answer ILL = new Failed("HTTP 500", Optional.empty());
    private static final Answer NO = new Rejected("HTTP 400 (bad)");

    private final WorkerRig rig = new WorkerRig(10, 2);

    @Test
    void work_callsEachItemAtItsSlotWithOnePermitAndOneReport_whenAllGoesWell() throws Exception {
        assertThat(rig.work(waitedFor("m1", "token", "a", "b", "c"), message("m2", "d", "e")))
                .isEmpty();

        record Step(String text, long atMillis) {}
        List<Step> steps = rig.gateway.calls().stream()
                .map(call ->
                        new Step(call.text(), Duration.between(START, call.at()).toMillis()))
                .toList();
        assertThat(steps)
                .as("a burst of two, then one each 100 ms")
                .containsExactly(
                        new Step("a", 0), new Step("b", 0), new Step("c", 100), new Step("d", 200), new Step("e", 300));
        assertThat(rig.asks).as("one permit for the whole batch").containsExactly(5);
        assertThat(rig.reports).singleElement().satisfies(tally -> {
            assertThat(tally.generation()).isEqualTo(1);
            assertThat(tally.probe()).isNull();
            assertThat(tally.count(Outcome.SUCCESS)).isEqualTo(5);
            assertThat(tally.calls()).hasSize(5);
        });
        assertThat(rig.results.ids()).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        assertThat(rig.tokens.succeeded).containsEntry("token", new Done(3, 0));
        assertThat(rig.outbox.back).isEmpty();
    }

    @Test
    void work_startsLaterCallsAtTheirSlots_whenAnEarlierOneIsSlow() throws Exception {
        CountDownLatch lastCalled = new CountDownLatch(1);
        rig.threads = Executors::newVirtualThreadPerTaskExecutor;
        rig.gateway.doing("a", () -> {
            await(lastCalled);
            return new Answered("late", "model", 1);
        });
        rig.gateway.doing("e", () -> {
            lastCalled.countDown();
            return new Answered("in time", "model", 1);
        });

        assertThat(rig.work(message("m", "a", "b", "c", "d", "e"))).isEmpty();
        assertThat(rig.results.ids()).hasSize(5);
    }

    @Test
    void work_pausesTheLimitForAllAndTriesAgain_whenRetryAfterIsShort() throws Exception {
        rig.gateway.answering("a", new Throttled(Optional.of(Duration.ofSeconds(3))));

        assertThat(rig.work(waitedFor("m", "token", "a"))).isEmpty();

        assertThat(rig.pauses).containsExactly(START.plusSeconds(3));
        assertThat(rig.callTimes()).containsExactly(START, START.plusSeconds(3));
        assertThat(rig.reports.getFirst().count(Outcome.THROTTLED)).isEqualTo(1);
        assertThat(rig.tokens.succeeded).containsEntry("token", new Done(1, 0));
        assertThat(rig.circuitIsClosed()).as("a 429 is not an outage").isTrue();
    }

    @Test
    void work_callsNobodyInThePause_whenSlotsWereGrantedBeforeIt() throws Exception {
        rig.gateway.answering("a", new Throttled(Optional.of(Duration.ofSeconds(3))));

        rig.work(message("m", items("", 1)), message("n", "a", "b", "c", "d"));

        assertThat(rig.callTimes())
                .filteredOn(at -> at.isAfter(START))
                .allSatisfy(at -> assertThat(at).isAfterOrEqualTo(START.plusSeconds(3)));
        assertThat(rig.results.ids()).containsExactlyInAnyOrder("0", "a", "b", "c", "d");
    }

    @Test
    void work_putsBackWithTheDelay_whenRetryAfterIsLong() throws Exception {
        rig.gateway.answering("b", new Throttled(Optional.of(Duration.ofSeconds(25))));

        assertThat(rig.work(waitedFor("m", "token", "a", "b")))
                .as("the message counts as done")
                .isEmpty();

        ListOutbox.Back back = rig.outbox.back.getFirst();
        assertThat(back.delay()).isEqualTo(Duration.ofSeconds(25));
        assertThat(back.message())
                .isEqualTo(new WorkMessage(
                        "job", List.of(new Item("b", "b", 0, 1)), List.of(), Optional.of("token"), new Done(1, 0)));
        assertThat(rig.tokens.succeeded).as("its execution still waits").isEmpty();
    }

    @Test
    void work_boundsThePause_whenRetryAfterIsAbsurd() throws Exception {
        rig.gateway.answering("a", new Throttled(Optional.of(Duration.ofDays(9_999))));

        rig.work(message("m", "a"));

        assertThat(rig.pauses).containsExactly(START.plus(Duration.ofMinutes(15)));
        assertThat(rig.outbox.back.getFirst().delay()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void work_triesAgainWithoutAPause_whenRetryAfterIsAbsent() throws Exception {
        rig.gateway.answering("a", new Throttled(Optional.empty()), new Throttled(Optional.of(Duration.ZERO)));

        assertThat(rig.work(message("m", "a"))).isEmpty();

        assertThat(rig.pauses).isEmpty();
        assertThat(rig.gateway.calls()).hasSize(3);
        assertThat(rig.results.ids()).containsExactly("a");
    }

    @Test
    void work_sendsToTheSlowLane_whatWasOneTooManyAgainAndAgain_withItsTokenAndSiblings() throws Exception {
        Throttled[] full =
                Collections.nCopies(8, new Throttled(Optional.empty())).toArray(Throttled[]::new);
        rig.gateway.answering("b", full);

        assertThat(rig.work(waitedFor("m", "token", "a", "b"))).isEmpty();

        assertThat(rig.outbox.slow)
                .containsExactly(new WorkMessage(
                        "job", List.of(new Item("b", "b", 0, 8)), List.of(), Optional.of("token"), new Done(1, 0)));
        assertThat(rig.outbox.back).isEmpty();
        assertThat(rig.outbox.letters).as("nobody's fault").isEmpty();
        assertThat(rig.tokens.succeeded).as("its execution still waits").isEmpty();
    }

    @Test
    void work_keepsItInTheSlowLane_whateverTheGatewaySays_andEndsItThere() throws Exception {
        Throttled[] full =
                Collections.nCopies(12, new Throttled(Optional.empty())).toArray(Throttled[]::new);
        rig.gateway.answering("b", full);
        Delivery slowed = new Delivery.Parsed(
                "m",
                new WorkMessage(
                        "job", List.of(new Item("b", "b", 0, 8)), List.of(), Optional.of("token"), new Done(1, 0)));

        rig.slowLane().work(List.of(slowed), START.plus(WorkerRig.TIME), rig.events::add);

        assertThat(rig.outbox.slow).isEmpty();
        assertThat(rig.tokens.succeeded).containsEntry("token", new Done(2, 0));
    }

    @Test
    void work_pausesTheLimit_whenAnOverloadSaysForHowLong() throws Exception {
        rig.gateway.answering("a", new Failed("HTTP 503", Optional.of(Duration.ofSeconds(4)), true));

        rig.work(message("m", "a"));

        assertThat(rig.pauses).containsExactly(START.plusSeconds(4));
        assertThat(rig.ends.getFirst().refused()).isEqualTo(1);
        assertThat(rig.ends.getLast().accepted()).isEqualTo(1);
    }

    @Test
    void work_asksForNoPermitAndPutsBack_whenTheCircuitIsOpen() throws Exception {
        rig.openCircuit();

        assertThat(rig.work(waitedFor("m", "token", "a", "b"))).isEmpty();

        assertThat(rig.asks).isEmpty();
        assertThat(rig.gateway.calls()).isEmpty();
        assertThat(rig.outbox.backIds()).containsExactly("a", "b");
        assertThat(rig.outbox.back.getFirst().delay()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(34));
    }

    @Test
    void work_probesOneByOneAndThenDoesTheRest_whenTheCircuitIsHalfOpen() throws Exception {
        rig.openCircuit();
        rig.time.pass(Duration.ofSeconds(31));

        assertThat(rig.work(message("m", "a", "b", "c", "d"))).isEmpty();

        assertThat(rig.asks)
                .as("a permit for each probe, then one for the rest")
                .containsExactly(1, 1, 2);
        assertThat(rig.reports.subList(0, 2)).allSatisfy(tally -> {
            assertThat(tally.probe()).isNotNull();
            assertThat(tally.count(Outcome.SUCCESS)).isEqualTo(1);
        });
        assertThat(rig.circuitIsClosed()).isTrue();
        assertThat(rig.results.ids()).hasSize(4);
    }

    @Test
    void work_callsNobodyAndPutsBack_whenOthersHaveAllProbes() throws Exception {
        rig.openCircuit();
        rig.time.pass(Duration.ofSeconds(31));
        rig.takeProbe();
        rig.takeProbe();

        assertThat(rig.work(message("m", "a", "b"))).isEmpty();

        assertThat(rig.gateway.calls()).isEmpty();
        assertThat(rig.outbox.backIds()).containsExactly("a", "b");
    }

    @Test
    void work_leavesAnIllGatewayAlone_whenItsCircuitOpensInTheMiddle() throws Exception {
        WorkerRig slow = new WorkerRig(2, 1);
        for (String item : items("", 20)) {
            slow.gateway.answering(item, ILL, ILL, ILL, ILL, ILL);
        }

        assertThat(slow.work(message("m", items("", 20)))).isEmpty();

        assertThat(slow.gateway.calls()).as("no more than the circuit needs").hasSizeLessThanOrEqualTo(6);
        assertThat(slow.outbox.letters).isEmpty();
        assertThat(slow.outbox.backIds()).as("nothing is lost").hasSize(20);
        assertThat(slow.outbox.back.getFirst().delay()).isGreaterThanOrEqualTo(Duration.ofSeconds(27));
        assertThat(slow.outbox.back.getFirst().message().items())
                .filteredOn(item -> item.attempts() == 1)
                .as("what was tried says so")
                .hasSameSizeAs(slow.gateway.calls());
    }

    @Test
    void work_takesWhatFitsAndPutsBackTheRest_whenTheLineIsTooLong() throws Exception {
        WorkerRig slow = new WorkerRig(1, 1);

        assertThat(slow.work(waitedFor("m", "token", items("", 100)))).isEmpty();

        assertThat(slow.gateway.calls()).as("42 seconds at 1/s and a burst").hasSize(43);
        assertThat(slow.callTimes()).allSatisfy(at -> assertThat(at).isBeforeOrEqualTo(LATEST));
        assertThat(slow.outbox.backIds()).hasSize(57);
        assertThat(slow.outbox.back.getFirst().message().done()).isEqualTo(new Done(43, 0));
        assertThat(slow.outbox.back.getFirst().delay()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(slow.asks).as("halves, not a search").hasSizeLessThan(14);
    }

    @Test
    void work_putsEverythingBack_whenThereIsNoTimeForACall() throws Exception {
        rig.time.pass(Duration.ofSeconds(50));

        assertThat(rig.work(message("m", "a"))).isEmpty();

        assertThat(rig.gateway.calls()).isEmpty();
        assertThat(rig.outbox.back)
                .containsExactly(new ListOutbox.Back(
                        new WorkMessage(
                                "job", List.of(new Item("a", "a", 0)), List.of(), Optional.empty(), Done.NOTHING),
                        Duration.ofSeconds(1)));
    }

    @Test
    void work_asksForANewPermit_whenASlotWasMissed() throws Exception {
        rig.gateway.doing("a", () -> {
            rig.time.pass(Duration.ofSeconds(5));
            return new Answered("slow", "model", 1);
        });

        rig.work(message("m", "a", "b", "c"));

        assertThat(rig.asks).as("b and c were 5 s late").containsExactly(3, 2);
        assertThat(rig.results.ids()).hasSize(3);
    }

    @Test
    void work_triesAgainAfterABackoff_whenTheGatewayFailedOnce() throws Exception {
        rig.gateway.answering("a", ILL);

        assertThat(rig.work(message("m", "a", "b", "c", "d"))).isEmpty();

        assertThat(rig.gateway.texts()).containsExactly("a", "b", "c", "d", "a");
        assertThat(rig.callTimes().getLast()).isAfterOrEqualTo(START.plusMillis(500));
        assertThat(rig.reports)
                .extracting(tally -> tally.count(Outcome.FAILURE))
                .containsExactly(1L, 0L, 0L);
        assertThat(rig.results.ids()).hasSize(4);
    }

    @Test
    void work_deadLettersTheItem_whenTheGatewayFailsOnItAlone() throws Exception {
        rig.gateway.answering("a", ILL, ILL, ILL, ILL, ILL);

        assertThat(rig.work(waitedFor(
                        "m",
                        "token",
                        Stream.concat(Stream.of("a"), Stream.of(items("", 20))).toArray(String[]::new))))
                .isEmpty();

        assertThat(rig.outbox.letters)
                .containsExactly(new DeadLetter(
                        "job",
                        new DeadLetter.Subject.Known(new Item("a", "a", 4)),
                        DeadLetter.FAILED,
                        "HTTP 500, after 4 attempts"));
        assertThat(rig.tokens.succeeded).containsEntry("token", new Done(20, 1));
    }

    @Test
    void work_deadLettersAtOnceAndDelaysNoSibling_whenTheGatewayRejects() throws Exception {
        rig.gateway.answering("a", NO);

        assertThat(rig.work(waitedFor("m", "token", "a", "b"))).isEmpty();

        assertThat(rig.gateway.texts()).containsExactly("a", "b");
        assertThat(rig.outbox.errors()).containsExactly(DeadLetter.REJECTED);
        assertThat(rig.tokens.succeeded).containsEntry("token", new Done(1, 1));
    }

    @Test
    void work_callsNobody_whenAllIsAnsweredAlready() throws Exception {
        rig.work(message("m", "a", "b"));

        assertThat(rig.work(waitedFor("m", "token", "a", "b", "c"))).isEmpty();

        assertThat(rig.gateway.texts()).as("each once").containsExactly("a", "b", "c");
        assertThat(rig.tokens.succeeded).containsEntry("token", new Done(3, 0));
        assertThat(rig.events).contains(new Event.AlreadyDone(2));
    }

    @Test
    void work_deadLettersAndServesTheSiblings_whenAMessageIsUnreadable() throws Exception {
        assertThat(rig.work(
                        new Delivery.Unreadable("m1", "{", "the request must be …", Optional.of("token")),
                        message("m2", "a")))
                .isEmpty();

        assertThat(rig.outbox.letters)
                .containsExactly(new DeadLetter(
                        "", new DeadLetter.Subject.Raw("{"), DeadLetter.MALFORMED, "the request must be …"));
        assertThat(rig.tokens.failed).containsEntry("token", DeadLetter.MALFORMED);
        assertThat(rig.results.ids()).containsExactly("a");
    }

    @Test
    void work_deadLettersTheItemAlone_whenOneItemIsMalformed() throws Exception {
        WorkMessage message = new WorkMessage(
                "job",
                List.of(new Item("a", "a", 0)),
                List.of(new Malformed("{\"id\":7}", "id must be a string, got: number")),
                Optional.of("token"),
                new Done(5, 1));

        assertThat(rig.work(new Delivery.Parsed("m", message))).isEmpty();

        assertThat(rig.outbox.errors()).containsExactly(DeadLetter.MALFORMED);
        assertThat(rig.tokens.succeeded).containsEntry("token", new Done(6, 2));
    }

    @Test
    void work_failsThatMessageAlone_whenASaveFails() throws Exception {
        rig.results.failFor("b");
        rig.gateway.answering("a", NO);

        assertThat(rig.work(message("m1", "a", "b"), waitedFor("m2", "token", "c")))
                .containsExactly("m1");

        assertThat(rig.outbox.letters)
                .as("sent by the delivery that ends the message")
                .isEmpty();
        assertThat(rig.outbox.back).isEmpty();
        assertThat(rig.tokens.succeeded).containsKey("token");
    }

    @Test
    void work_failsTheMessage_whenTheQueueRefuses() throws Exception {
        rig.outbox.refusing = true;
        rig.gateway.answering("a", NO);
        rig.gateway.answering("b", new Throttled(Optional.of(Duration.ofSeconds(100))));

        assertThat(rig.work(
                        message("good", "c"),
                        message("letter", "a"),
                        message("back", "b"),
                        new Delivery.Unreadable("poison", "?", "no JSON", Optional.empty())))
                .containsExactlyInAnyOrder("letter", "back", "poison");
    }

    @Test
    void work_failsTheMessage_whenTheTokenCannotBeAnswered() throws Exception {
        rig.tokens.refusing = true;

        assertThat(rig.work(waitedFor("m", "token", "a"))).containsExactly("m");

        rig.tokens.refusing = false;
        assertThat(rig.work(waitedFor("m", "token", "a"))).isEmpty();
        assertThat(rig.gateway.calls()).as("the second delivery only answers").hasSize(1);
    }

    @Test
    void work_endsTheMessage_whenNobodyWaitsAnyMore() throws Exception {
        rig.tokens.over.add("token");

        assertThat(rig.work(waitedFor("m", "token", "a"))).isEmpty();

        assertThat(rig.events).contains(new Event.NobodyWaits("job"));
    }

    @Test
    void work_failsThatMessageAlone_whenSomethingUnexpectedHappens() throws Exception {
        rig.gateway.doing("a", () -> {
            throw new IllegalStateException("a bug");
        });

        assertThat(rig.work(message("m1", "a"), message("m2", "b"))).containsExactly("m1");
        assertThat(rig.results.ids()).containsExactly("b");
    }

    @Test
    void work_failsAll_whenTheLimitIsNotDeclared() throws Exception {
        rig.permitFault = new UnknownLimitException("gateway");

        assertThat(rig.work(message("m1", "a"), message("m2", "b"))).containsExactly("m1", "m2");
    }

    @Test
    void work_failsAllAndCallsNobody_whenItCannotTellWhatIsAnswered() throws Exception {
        rig.results.failReads();

        assertThat(rig.work(message("m1", "a"))).containsExactly("m1");
        assertThat(rig.gateway.calls()).isEmpty();
    }

    @Test
    void work_putsBack_whenThePermitsAreOutOfReach() throws Exception {
        rig.permitFault = new StoreUnavailableException("permits could not be reached", new IllegalStateException());

        assertThat(rig.work(message("m", "a"))).isEmpty();

        assertThat(rig.outbox.back.getFirst().delay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(rig.events).contains(new Event.PutBack("job", 1, Duration.ofSeconds(10), Why.STORE_UNAVAILABLE));
    }

    @Test
    void work_keepsTheFirstAnswer_whenTwoDeliveriesRace() throws Exception {
        rig.gateway.doing("a", () -> {
            rig.results.save(new Result(new Result.Key("job", "a"), "first", "model", Instant.EPOCH));
            return new Answered("second", "model", 1);
        });

        assertThat(rig.work(message("m", "a"))).isEmpty();
        assertThat(rig.results.answerTo(new Result.Key("job", "a"))).isEqualTo("first");
        assertThat(rig.events).contains(new Event.Saved(false));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
