package dev.headgate.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPatternTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String EVENT =
            "{'source':'aws.states','resources':['arn:one'],'detail':{'status':'FAILED','startDate':1}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        {'source':['aws.states']}                                              | true
        {'source':['aws.lambda']}                                              | false
        {'source':['aws.lambda','aws.states']}                                 | true
        {'source':['aws.states'],'detail':{'status':['SUCCEEDED','FAILED']}}   | true
        {'source':['aws.states'],'detail':{'status':['SUCCEEDED']}}            | false
        {'detail':{'status':[{'prefix':'FA'}]}}                                | true
        {'detail':{'status':[{'prefix':'A'}]}}                                 | false
        {'detail':{'status':[{'anything-but':'FAILED'}]}}                      | false
        {'detail':{'status':[{'anything-but':['ABORTED','TIMED_OUT']}]}}       | true
        {'detail':{'status':[{'anything-but':{'prefix':'FA'}}]}}               | false
        {'resources':[{'anything-but':{'prefix':'arn:two'}}]}                  | true
        {'resources':[{'prefix':'arn:'}]}                                      | true
        {'detail':{'executionArn':[{'anything-but':'x'}]}}                     | false
        {'detail':{'startDate':['1']}}                                         | false
        """)
    void matches_asEventBridgeDoes(String pattern, boolean matches) {
        assertThat(EventPattern.of(json(pattern), "P").matches(json(EVENT))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        {'source':'aws.states'}                  | P.source: must be a list of values, got: "aws.states"
        {'source':[]}                            | P.source: must be a list of values, got: []
        {'detail':{'status':[{'suffix':'ED'}]}}  | P.detail.status: this value is not supported on this machine: {"suffix":"ED"}
        {'detail':{'status':[{'exists':true}]}}  | P.detail.status: this value is not supported on this machine: {"exists":true}
        {'detail':{'startDate':[1]}}             | P.detail.startDate: this value is not supported on this machine: 1
        {'detail':{'$or':[{'status':['A']}]}}    | P.detail: $or is not supported on this machine
        {'detail':{}}                            | P.detail: must be a mapping with at least one field, got: {}
        """)
    void of_refusesByPath_whatIsNotUnderstood(String pattern, String message) {
        assertThatThrownBy(() -> EventPattern.of(json(pattern), "P"))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @Test
    void rules_ofOtherSendersAndWithOtherProperties_areRefusedByName() {
        assertThatThrownBy(() -> resolve("Pattern: {source: [aws.s3]}"))
                .hasMessage("Resources.F.Properties.Events.E.Properties.Pattern.source: must be one of"
                        + " [aws.cloudwatch, aws.states] on this machine, got: [\"aws.s3\"]");
        assertThatThrownBy(() -> resolve("{Pattern: {source: [aws.states]}, InputPath: x}"))
                .hasMessage(
                        "Resources.F.Properties.Events.E.Properties.InputPath: this property is not supported on this"
                                + " machine");
        assertThat(resolve("Pattern: {source: [aws.states]}").rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.function()).isEqualTo("F"));
    }

    private static Stack resolve(String properties) {
        return TemplateTest.resolve("""
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: .
                  Handler: h
                  Runtime: java25
                  Events:
                    E:
                      Type: EventBridgeRule
                      Properties:
                        %s
            """.formatted(properties), Map.of());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
