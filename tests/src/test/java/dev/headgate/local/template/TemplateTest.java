package dev.headgate.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    private static final URI QUEUES = URI.create("http://127.0.0.1:9324");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        !Ref Name                                              | gate
        !Sub "${Name}-${AWS::Region}-${!Literal}"              | gate-us-east-1-${Literal}
        !Sub ["${Part}/${Q.Arn}", {Part: !Ref Name}]           | gate/arn:aws:sqs:us-east-1:000000000000:Q
        !GetAtt Q.Arn                                          | arn:aws:sqs:us-east-1:000000000000:Q
        !Ref Q                                                 | http://127.0.0.1:9324/000000000000/Q
        !Join ["-", [a, !Ref Name]]                            | a-gate
        !Select [1, !Split [",", "a,b,c"]]                     | b
        !Select [0, !Ref List]                                 | x
        !FindInMap [Sizes, !Ref Name, Big]                     | 9
        !If [IsGate, "yes", !Ref Nowhere]                      | yes
        !If [IsNeither, "yes", "no"]                           | no
        Fn::Join: ["", [a, !Ref "AWS::NoValue", b]]            | ab
        """)
    void intrinsics_resolve(String expression, String expected) {
        assertThat(outputs(expression).get("O")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        !ImportValue x       | Outputs.O.Value.Fn::ImportValue: Fn::ImportValue is not supported here
        !Base64 x            | Outputs.O.Value.Fn::Base64: Fn::Base64 is not supported here
        !Ref Nowhere         | Outputs.O.Value.Ref: Nowhere is no parameter or resource of this template
        !GetAtt Q.Colour     | Outputs.O.Value.Fn::GetAtt: the attribute Colour of Q is not known here
        !Ref Absent          | Outputs.O.Value.Ref: Absent is not made, since its condition does not hold
        """)
    void intrinsics_areRefusedByPath_whenUnknown(String expression, String message) {
        assertThatThrownBy(() -> outputs(expression))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    private static Map<String, String> outputs(String expression) {
        return resolve("""
            Parameters:
              Name: {Type: String, Default: gate}
              List: {Type: CommaDelimitedList, Default: "x, y"}
            Mappings: {Sizes: {gate: {Big: 9}}}
            Conditions:
              IsGate: !Equals [!Ref Name, gate]
              IsNeither: !And [!Condition IsGate, !Not [!Or [!Condition IsGate, !Equals [a, b]]]]
            Resources:
              Q: {Type: AWS::SQS::Queue}
              Absent: {Type: AWS::SQS::Queue, Condition: IsNeither}
            Outputs:
              O:
                Value:
                  %s
            """.formatted(expression), Map.of()).outputs();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {Type: Number, MinValue: 1, MaxValue: 10}   | 11  | Parameters.P: must be at most 10, got: 11
        {Type: Number, MinValue: 1, MaxValue: 10}   | 0   | Parameters.P: must be at least 1, got: 0
        {Type: Number}                              | ten | Parameters.P: must be a number, got: ten
        {Type: String, AllowedValues: [a, b]}       | c   | Parameters.P: must be one of ["a","b"], got: c
        {Type: String, AllowedPattern: "[a-z]+", NoEcho: true} | C1 | Parameters.P: must match [a-z]+, got: (not shown)
        {Type: String, MinLength: 3}                | ab  | Parameters.P: must have at least 3 characters, got: ab
        {Type: AWS::EC2::Image::Id}                 | ab  | Parameters.P: the type 'AWS::EC2::Image::Id' is not supported here
        """)
    void parameters_areChecked(String declaration, String value, String message) {
        assertThatThrownBy(() -> resolve("Parameters: {P: " + declaration + "}", Map.of("P", value)))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @Test
    void parameters_mustHaveAValue_andBeDeclared() {
        assertThatThrownBy(() -> resolve("Parameters: {P: {Type: String}}", Map.of()))
                .hasMessage("Parameters.P: has no default: a value must be given");
        assertThatThrownBy(() -> resolve("Parameters: {}", Map.of("Q", "1")))
                .hasMessage("Parameters: the template declares no parameter [Q]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {Type: AWS::EC2::Instance} | Resources.R: the resource type AWS::EC2::Instance is not supported on this machine
        {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}} | Resources.R.Properties.FifoQueue: this property is not supported on this machine
        {Type: AWS::SQS::Queue, CreationPolicy: {}} | Resources.R: the field CreationPolicy is not supported on this machine
        {Type: AWS::DynamoDB::Table, Properties: {KeySchema: "{{resolve:ssm:x}}"}} | Resources.R.Properties.KeySchema: {{resolve:ssm:…}} is not supported here
        {Type: AWS::Serverless::Function, Properties: {Runtime: nodejs22.x}} | Resources.R.Properties.Runtime: must be one of Java's here, got: nodejs22.x
        {Type: Custom::X, Properties: {ServiceToken: "arn:elsewhere"}} | Resources.R.Properties.ServiceToken: arn:elsewhere is no function of this template
        """)
    void resources_areRefusedByName_whenNotSupported(String declaration, String message) {
        assertThatThrownBy(() -> resolve("Resources:\n  R: " + declaration, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @Test
    void globals_areMergedAsSamDoes() {
        Stack stack = resolve("""
            Globals:
              Function:
                Runtime: java25
                CodeUri: f/
                Handler: a.B::c
                Timeout: 7
                AutoPublishAlias: live
                Environment: {Variables: {A: 1, B: 1}}
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Timeout: 9
                  Policies:
                    - AWSLambdaBasicExecutionRole
                    - Statement: {Effect: Allow, Action: sqs:SendMessage, Resource: "*"}
                  Environment: {Variables: {B: 2}}
            Outputs: {R: {Value: !GetAtt FRole.Arn}, A: {Value: !Ref F.Alias}, V: {Value: !Ref F.Version}}
            """, Map.of());
        StackFunction function = stack.functions().get("F");
        assertThat(function.timeout()).hasSeconds(9);
        assertThat(function.environment()).isEqualTo(Map.of("A", "1", "B", "2"));
        assertThat(function.managedPolicies()).containsExactly("AWSLambdaBasicExecutionRole");
        assertThat(function.statements()).hasSize(1);
        assertThat(stack.outputs())
                .isEqualTo(Map.of(
                        "R",
                        "arn:aws:iam::000000000000:role/FRole",
                        "A",
                        "arn:aws:lambda:us-east-1:000000000000:function:F:live",
                        "V",
                        "arn:aws:lambda:us-east-1:000000000000:function:F:1"));
    }

    @Test
    void customResources_comeAfterThoseTheyNeed() {
        Stack stack = resolve("""
            Resources:
              B: {Type: Custom::X, DependsOn: Q, Properties: {ServiceToken: !GetAtt F.Arn, Flag: true}}
              Q: {Type: AWS::SQS::Queue, DependsOn: [A]}
              A: {Type: Custom::X, Properties: {ServiceToken: !GetAtt F.Arn}}
              F:
                Type: AWS::Serverless::Function
                Properties: {Runtime: java25, CodeUri: f/, Handler: "a.B::c"}
            """, Map.of());
        assertThat(stack.customResources())
                .extracting(StackCustomResource::logicalId)
                .containsExactly("A", "B");
        assertThat(stack.customResources().getLast().properties().get("Flag").textValue())
                .isEqualTo("true");
    }

    @Test
    void cycles_areNamed() {
        assertThatThrownBy(() -> resolve(
                        "Resources: {A: {Type: AWS::SQS::Queue, DependsOn: B}, B: {Type: AWS::SQS::Queue, DependsOn:"
                                + " A}}",
                        Map.of()))
                .hasMessage("Resources: these need each other: [A, B]");
    }

    @Test
    void keys_areRefused_whenTheyStandTwice() {
        assertThatThrownBy(() -> resolve("Resources: {}\nResources: {}", Map.of()))
                .hasMessage("line 2: has the key Resources a second time");
    }

    static Stack resolve(String yaml, Map<String, String> parameters) {
        return Template.parse(yaml, Path.of("")).resolve(new TemplateOptions("headgate", parameters, QUEUES));
    }
}
