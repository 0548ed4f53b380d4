package dev.headgate.testing.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What DynamoDB and the evaluator of its expressions both do, said once: the expected column is DynamoDB Local's. */
abstract class ExpressionContract {
    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("k"));
    private static final Map<String, AttributeValue> ITEM = Map.of(
            "id", AttributeValue.fromS("k"),
            "five", AttributeValue.fromN("5"),
            "word", AttributeValue.fromS("five"),
            "box", AttributeValue.fromM(Map.of("a", AttributeValue.fromN("1"), "b", AttributeValue.fromN("2"))),
            "bag", AttributeValue.fromSs(List.of("x", "y")),
            "many", AttributeValue.fromL(List.of(AttributeValue.fromN("1"))),
            "flag", AttributeValue.fromBool(true));

    abstract DynamoDbClient client();

    abstract String table();

    /** A condition on {@link #ITEM} and whether it holds; null where it is an error. */
    record Case(String condition, @Nullable Boolean holds) {}

    static Stream<Case> conditions() {
        return Stream.of(
                new Case("five = :5", true),
                new Case("five <> :5", false),
                new Case("five < :5", false),
                new Case("five <= :5", true),
                new Case("five > :4", true),
                new Case("five >= :6", false),
                new Case(":4 < five", true),
                new Case("nope = :5", false),
                new Case("nope <> :5", true),
                new Case("nope < :5", false),
                new Case("nope > :5", false),
                new Case("word = :5", false),
                new Case("word <> :5", true),
                new Case("word < :5", false),
                new Case("word > :5", false),
                new Case("word = :five", true),
                new Case("attribute_exists(five)", true),
                new Case("attribute_exists(nope)", false),
                new Case("attribute_not_exists(nope)", true),
                new Case("attribute_not_exists(box.a)", false),
                new Case("attribute_exists(box.c)", false),
                new Case("attribute_exists(five.c)", false),
                new Case("box.a = :1", true),
                new Case("box.#b = :1", false),
                new Case("size(box) = :2", true),
                new Case("size(word) = :4", true),
                new Case("size(bag) < :4", true),
                new Case("size(nope) < :4", false),
                new Case("size(nope) <> :4", true),
                new Case("begins_with(word, :fi)", true),
                new Case("begins_with(five, :fi)", false),
                new Case("begins_with(nope, :fi)", false),
                new Case("contains(bag, :x)", true),
                new Case("contains(word, :fi)", true),
                new Case("contains(bag, :fi)", false),
                new Case("attribute_type(five, :N)", true),
                new Case("five BETWEEN :4 AND :6", true),
                new Case("five between :1 and :4", false),
                new Case("five IN (:1, :5)", true),
                new Case("nope IN (:1, :5)", false),
                new Case("NOT five = :5", false),
                new Case("NOT nope < :5", true),
                new Case("five = :1 OR five = :5 AND word = :five", true),
                new Case("(five = :5 OR five = :1) AND word = :fi", false),
                new Case("five = :5 OR five = :1 AND word = :fi", true),
                new Case("NOT five = :1 AND word = :fi", false),
                new Case("flag = :true", true),
                new Case("five = :decimal", true),
                new Case("bag = :yx", true),
                new Case("box = :map", true),
                new Case("five < nope", false),
                new Case("five = ", null),
                new Case("five = :5 AND", null),
                new Case("five == :5", null),
                new Case("five = :undefined", null),
                new Case("five = :5 :5", null));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void condition_holdsOrNot(Case row) {
        client().putItem(put -> put.tableName(table()).item(ITEM));
        UpdateItemRequest request =
                request(row.condition()).conditionExpression(row.condition()).build();
        assertThat(outcome(() -> client().updateItem(request)))
                .isEqualTo(row.holds() == null ? "ValidationException" : row.holds() ? "{}" : "refused {}");
    }

    /** An update of {@link #ITEM} and what the updated paths hold then; or the error's code. */
    record Change(String update, String updatedNew) {}

    static Stream<Change> updates() {
        return Stream.of(
                new Change("SET five = :6", "{five=6}"),
                new Change("SET five = five + :1", "{five=6}"),
                new Change("SET five = :1 - five", "{five=-4}"),
                new Change("SET five = five + box.a, box.a = five", "{box={a=5, b=2}, five=6}"),
                new Change("SET nope = if_not_exists(nope, :4) + :1", "{nope=5}"),
                new Change("SET five = if_not_exists(five, :1)", "{five=5}"),
                new Change("SET five = if_not_exists(nope, five) - :1", "{five=4}"),
                new Change("SET box.c = if_not_exists(box.c, :1) + :1", "{box={a=1, b=2, c=2}}"),
                new Change("SET many = list_append(many, :list)", "{many=[1, 7]}"),
                new Change("SET many = list_append(if_not_exists(nope, :list), many)", "{many=[7, 1]}"),
                new Change("SET five = :decimal", "{five=5}"),
                new Change("SET five = five + :tiny", "{five=5.000000000001}"),
                new Change("SET box = :map", "{box={a=1, b=2}}"),
                new Change("REMOVE five", "{}"),
                new Change("REMOVE nope", "{}"),
                new Change("REMOVE box.a SET five = :1", "{five=1}"),
                new Change("REMOVE box.c", "{}"),
                new Change("REMOVE nope.c", "ValidationException"),
                new Change("ADD five :1", "{five=6}"),
                new Change("ADD nope :1", "{nope=1}"),
                new Change("ADD box.a :1", "{box={a=2, b=2}}"),
                new Change("ADD bag :yx", "{bag=[x, y]}"),
                new Change("ADD bag :z", "{bag=[x, y, z]}"),
                new Change("DELETE bag :z", "{bag=[x, y]}"),
                new Change("DELETE bag :yx", "{}"),
                new Change("set five = :1 add box.#b :1", "{box={a=1, b=3}, five=1}"),
                new Change("SET five = nope + :1", "ValidationException"),
                new Change("SET five = word + :1", "ValidationException"),
                new Change("SET five = nope", "ValidationException"),
                new Change("SET nope.c = :1", "ValidationException"),
                new Change("SET five.c = :1", "ValidationException"),
                new Change("SET five = :1, five = :4", "ValidationException"),
                new Change("SET box = :map, box.a = :1", "ValidationException"),
                new Change("SET id = :five", "ValidationException"),
                new Change("SET five = :1 SET word = :fi", "ValidationException"),
                new Change("SET five", "ValidationException"),
                new Change("ADD word :1", "ValidationException"));
    }

    @ParameterizedTest
    @MethodSource("updates")
    void update_writes(Change row) {
        client().putItem(put -> put.tableName(table()).item(ITEM));
        UpdateItemRequest request = request(row.update())
                .updateExpression(row.update())
                .returnValues(ReturnValue.UPDATED_NEW)
                .build();
        assertThat(outcome(() -> client().updateItem(request))).isEqualTo(row.updatedNew());
    }

    @Test
    void update_createsTheItem_evenOneThatSetsNothing() {
        client().deleteItem(delete -> delete.tableName(table()).key(KEY));
        client().updateItem(request("").build());
        assertThat(text(client().getItem(get -> get.tableName(table()).key(KEY)).item()))
                .isEqualTo("{id=k}");
    }

    @Test
    void refused_handsBackTheItem_ifAskedAndThere() {
        UpdateItemRequest asking = request("five = :5")
                .conditionExpression("five = :5")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        client().deleteItem(delete -> delete.tableName(table()).key(KEY));
        assertThat(outcome(() -> client().updateItem(asking))).isEqualTo("refused {}");
        client().putItem(
                        put -> put.tableName(table()).item(Map.of("id", AttributeValue.fromS("k"), "five", number(4))));
        assertThat(outcome(() -> client().updateItem(asking))).isEqualTo("refused {five=4, id=k}");
    }

    @Test
    void unusedPlaceholders_areRefused() {
        UpdateItemRequest unused = request("")
                .updateExpression("REMOVE five")
                .expressionAttributeValues(Map.of(":x", number(1)))
                .build();
        assertThat(outcome(() -> client().updateItem(unused))).isEqualTo("ValidationException");
    }

    @Test
    void putAndDelete_keepTheirConditions_andReturnWhatWasThere() {
        client().deleteItem(delete -> delete.tableName(table()).key(KEY));
        Supplier<Object> put = () -> client().putItem(request ->
                request.tableName(table()).item(ITEM).conditionExpression("attribute_not_exists(id)"));
        assertThat(outcome(put)).isEmpty();
        assertThat(outcome(put)).isEqualTo("refused {}");
        Supplier<Object> delete = () -> client().deleteItem(request -> request.tableName(table())
                .key(KEY)
                .conditionExpression("five = :5")
                .returnValues(ReturnValue.ALL_OLD)
                .expressionAttributeValues(Map.of(":5", number(5))));
        assertThat(outcome(delete)).contains("word=five");
        assertThat(outcome(delete)).isEqualTo("refused {}");
    }

    private UpdateItemRequest.Builder request(String expression) {
        Map<String, AttributeValue> values = new HashMap<>();
        VALUES.forEach((name, value) -> {
            if (expression.matches(".*" + name + "\\b.*")) {
                values.put(name, value);
            }
        });
        Map<String, String> names = new HashMap<>();
        for (String name : List.of("b")) {
            if (expression.contains("#" + name)) {
                names.put("#" + name, name);
            }
        }
        return UpdateItemRequest.builder()
                .tableName(table())
                .key(KEY)
                .expressionAttributeNames(names.isEmpty() ? null : names)
                .expressionAttributeValues(values.isEmpty() ? null : values);
    }

    private static final Map<String, AttributeValue> VALUES = Map.ofEntries(
            Map.entry(":1", number(1)),
            Map.entry(":2", number(2)),
            Map.entry(":4", number(4)),
            Map.entry(":5", number(5)),
            Map.entry(":6", number(6)),
            Map.entry(":decimal", AttributeValue.fromN("5.00")),
            Map.entry(":tiny", AttributeValue.fromN("0.000000000001")),
            Map.entry(":five", AttributeValue.fromS("five")),
            Map.entry(":fi", AttributeValue.fromS("fi")),
            Map.entry(":x", AttributeValue.fromS("x")),
            Map.entry(":N", AttributeValue.fromS("N")),
            Map.entry(":true", AttributeValue.fromBool(true)),
            Map.entry(":z", AttributeValue.fromSs(List.of("z"))),
            Map.entry(":yx", AttributeValue.fromSs(List.of("y", "x"))),
            Map.entry(":list", AttributeValue.fromL(List.of(number(7)))),
            Map.entry(":map", AttributeValue.fromM(Map.of("b", number(2), "a", number(1)))));

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static String outcome(Supplier<?> call) {
        try {
            return switch (call.get()) {
                case software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse answer ->
                    text(answer.attributes());
                case software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse answer ->
                    text(answer.attributes());
                case Object _ -> "";
            };
        } catch (ConditionalCheckFailedException refused) {
            return "refused " + text(refused.item());
        } catch (DynamoDbException e) {
            return e.awsErrorDetails().errorCode();
        }
    }

    private static String text(Map<String, AttributeValue> item) {
        Map<String, String> texts = new TreeMap<>();
        item.forEach((name, value) -> texts.put(name, text(value)));
        return texts.toString();
    }

    private static String text(AttributeValue value) {
        return switch (value.type()) {
            case N -> new BigDecimal(value.n()).stripTrailingZeros().toPlainString();
            case S -> value.s();
            case M -> text(value.m());
            case L -> value.l().stream().map(ExpressionContract::text).toList().toString();
            case SS -> new ArrayList<>(value.ss()).stream().sorted().toList().toString();
            default -> value.toString();
        };
    }
}
