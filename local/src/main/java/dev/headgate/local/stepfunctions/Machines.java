package dev.headgate.local.stepfunctions;

import dev.headgate.local.asl.StateMachine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/** The state machines, by ARN. */
final class Machines {
    private final Arns arns;
    private final Predicate<String> busy;
    private final Map<String, Machine> byArn = new ConcurrentSkipListMap<>();

    /** @param busy whether a machine still has running executions, so that deleting it waits for them */
    Machines(Arns arns, Predicate<String> busy) {
        this.arns = arns;
        this.busy = busy;
    }

    /** The new machine, or the one that the same request made before. */
    Machine create(String name, String definition, MachineType type, String roleArn, Instant now) {
        StateMachine parsed = Definitions.parse(definition);
        String arn = arns.stateMachine(Names.check(name));
        dropDeleted(arn);
        Machine made = new Machine(
                arn,
                name,
                type,
                definition,
                parsed,
                roleArn,
                now,
                now,
                UUID.randomUUID().toString(),
                false);
        Machine there = byArn.putIfAbsent(arn, made);
        if (there != null) {
            checkSame(there, made);
        }
        return there == null ? made : there;
    }

    private static void checkSame(Machine there, Machine made) {
        refuseDeleting(there);
        if (!there.definition().equals(made.definition())
                || there.type() != made.type()
                || !there.roleArn().equals(made.roleArn())) {
            throw new ApiException("StateMachineAlreadyExists", "State Machine Already Exists: '" + there.arn() + "'");
        }
    }

    /** The changed machine; running executions go on with the definition that they started with. */
    Machine update(String arn, String definition, String roleArn, Instant now) {
        StateMachine parsed = Definitions.parse(definition);
        refuseDeleting(require(arn));
        Machine updated = byArn.computeIfPresent(
                arn,
                (_, machine) -> machine.updated(
                        definition, parsed, roleArn, now, UUID.randomUUID().toString()));
        if (updated == null) {
            throw missing(arn);
        }
        return updated;
    }

    /** Marks it; it is gone when its last execution has ended. */
    void delete(String arn) {
        byArn.computeIfPresent(arn, (_, machine) -> machine.marked());
        dropDeleted(arn);
    }

    /** The machine. @throws ApiException StateMachineDoesNotExist */
    Machine require(String arn) {
        dropDeleted(arn);
        Machine machine = byArn.get(arn);
        if (machine == null) {
            throw missing(arn);
        }
        return machine;
    }

    /** The machine, to start an execution of. @throws ApiException StateMachineDoesNotExist, StateMachineDeleting */
    Machine startable(String arn) {
        Machine machine = require(arn);
        refuseDeleting(machine);
        return machine;
    }

    /** All of them, in the order of their ARNs. */
    List<Machine> all() {
        byArn.keySet().forEach(this::dropDeleted);
        return List.copyOf(byArn.values());
    }

    private void dropDeleted(String arn) {
        byArn.computeIfPresent(arn, (_, machine) -> machine.deleting() && !busy.test(arn) ? null : machine);
    }

    private static void refuseDeleting(Machine machine) {
        if (machine.deleting()) {
            throw new ApiException("StateMachineDeleting", "State Machine is being deleted: '" + machine.arn() + "'");
        }
    }

    private static ApiException missing(String arn) {
        return new ApiException("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
    }
}
