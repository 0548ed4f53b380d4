package dev.headgate.local.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpressionTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final ImpureFunctions IMPURE =
            new ImpureFunctions(InstantSource.fixed(Instant.parse("2026-11-22T19:00:03.250Z")), new Random(7));

    private static JsonNode evaluate(String source, String x) throws Exception {
        JsonNode node = MAPPER.readTree(x);
        return Expression.compile(source).evaluate(name -> name.equals("x") ? Values.view(node) : IMPURE.lookup(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "$x.a                            | {'a':null}             | null",
                "$x                              | {'a':null,'b':[null]}  | {'a':null,'b':[null]}",
                "{'k':$x.a}                      | {'a':null}             | {'k':null}",
                "{'k':$x.missing,'l':1}          | {}                     | {'l':1}",
                "$exists($x.a)                   | {'a':null}             | true",
                "$exists($x.b)                   | {'a':null}             | false",
                "$x.a = null                     | {'a':null}             | true",
                "[$x.a, 1]                       | {'a':null}             | [null,1]",
                "$type($x.a)                     | {'a':null}             | 'null'",
                "null                            | {}                     | null",
                "$x[0]                           | [[1,2],3]              | [1,2]",
                "$x                              | [5]                    | [5]",
                "$x                              | []                     | []",
                "$x.items[v > 1].v               | {'items':[{'v':1},{'v':2},{'v':3}]} | [2,3]",
                "$x.items[v > 2].v               | {'items':[{'v':1},{'v':2},{'v':3}]} | 3",
                "[$x.items[v > 2].v]             | {'items':[{'v':1},{'v':2},{'v':3}]} | [3]",
                "$x + 0.5                        | 2                      | 2.5",
                "$x * 2                          | 1.5                    | 3",
                "$x                              | 9007199254740991       | 9007199254740991",
                "$sum([1..4])                    | {}                     | 10",
                "[1..3]                          | {}                     | [1,2,3]",
                "$map($x, function($v){$v+1})    | [1,2]                  | [2,3]",
                "$merge([$x, {'b':2}])           | {'a':1}                | {'a':1,'b':2}",
                "$string($x)                     | {'a':[1,null]}         | '{\"a\":[1,null]}'",
                "$x.(a & b)                      | {'a':'p','b':'q'}      | 'pq'",
                "($y := $x.a; $y + 1)            | {'a':1}                | 2",
                "$x.list{k: v}                   | {'list':[{'k':'a','v':1},{'k':'b','v':2}]} | {'a':1,'b':2}",
                "$partition($x, 2)               | [1,2,3]                | [[1,2],[3]]",
                "$range(0, 10, 5)                | {}                     | [0,5,10]",
                "$range(5, 1, -2)                | {}                     | [5,3,1]",
                "$hash($x, 'SHA-256')            | 'abc'                  |"
                        + " 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'",
                "$hash($x, 'MD5')                | 'abc'                  | '900150983cd24fb0d6963f7d28e17f72'",
                "$random(3) = $random(3)         | {}                     | true",
                "$random() >= 0 and $random() < 1 | {}                    | true",
                "$length($uuid())                | {}                     | 36",
                "$now()                          | {}                     | '2026-11-22T19:00:03.250Z'",
                "$millis()                       | {}                     | 1795374003250",
                "$toMillis($x)                   | '2026-11-22T19:00:00Z' | 1795374000000",
                "'$eval(' & '1)'                 | {}                     | '$eval(1)'",
            })
    void evaluate_givesWhatJsonataSays(String source, String x, String expected) throws Exception {
        assertThat(evaluate(source, x.replace('\'', '"')))
                .isEqualTo(MAPPER.readTree(
                        expected.startsWith("'")
                                ? MAPPER.writeValueAsString(expected.substring(1, expected.length() - 1))
                                : expected.replace('\'', '"')));
    }

    @Test
    void evaluate_transformsAndParses() throws Exception {
        assertThat(evaluate("$x ~> |$|{'b':3}|", "{\"a\":1}")).isEqualTo(MAPPER.readTree("{\"a\":1,\"b\":3}"));
        assertThat(evaluate("$parse($x)", "\"{\\\"a\\\":[1,null]}\"")).isEqualTo(MAPPER.readTree("{\"a\":[1,null]}"));
    }

    @Test
    void evaluate_givesNothing_whenUndefined() throws Exception {
        assertThat(evaluate("$x.missing", "{}")).isNull();
        assertThat(evaluate("$x[v > 5]", "[{\"v\":1}]")).isNull();
        assertThat(evaluate("$partition($x.missing, 2)", "{}")).isNull();
    }

    @Test
    void evaluate_givesTheSameTree_whenNothingWasMade() throws Exception {
        JsonNode node = MAPPER.readTree("{\"a\":{\"b\":[1,2]}}");
        Bindings bindings = name -> name.equals("x") ? Values.view(node) : null;
        assertThat(Expression.compile("$x.a").evaluate(bindings)).isSameAs(node.get("a"));
        assertThat(Expression.compile("$x.a.b").evaluate(bindings))
                .isEqualTo(node.get("a").get("b"));
    }

    @Test
    void evaluate_leavesItsInputAlone() throws Exception {
        String text = "{\"list\":[],\"o\":{\"a\":1}}";
        JsonNode node = MAPPER.readTree(text);
        Bindings bindings = name -> name.equals("x") ? Values.view(node) : null;
        Expression.compile("$append($x.list, 1)").evaluate(bindings);
        Expression.compile("$x.o ~> |$|{'b':1}|").evaluate(bindings);
        Expression.compile("$x.list{'k': 1}").evaluate(bindings);
        assertThat(node).isEqualTo(MAPPER.readTree(text));
    }

    @Test
    void evaluate_throwsTheMessage_whenTheExpressionRaisesAnError() {
        assertThatThrownBy(() -> evaluate("$error('too bad')", "{}"))
                .isInstanceOf(JsonataException.class)
                .hasMessageContaining("too bad");
        assertThatThrownBy(() -> evaluate("$x + 1", "\"a\"")).isInstanceOf(JsonataException.class);
        assertThatThrownBy(() -> evaluate("function($a){$a}", "1")).isInstanceOf(JsonataException.class);
        assertThatThrownBy(() -> evaluate("$parse('{')", "1")).isInstanceOf(JsonataException.class);
        assertThatThrownBy(() -> evaluate("$partition([1], 0)", "1")).isInstanceOf(JsonataException.class);
    }

    @Test
    void compile_refuses_whenTheSyntaxIsWrongOrEvalIsUsed() {
        assertThatThrownBy(() -> Expression.compile("$x +")).isInstanceOf(JsonataException.class);
        assertThatThrownBy(() -> Expression.compile("$eval('1')"))
                .isInstanceOf(JsonataException.class)
                .hasMessageContaining("$eval");
    }
}
