package dev.headgate.local.asl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused when a definition is read: by its path, and by name. */
final class DefinitionsTest {
    private static final String TASK = "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'S':{'Type':'Pass','End':true,'InputPath':'$'}            | /States/S/InputPath: is a field of"
                        + " JSONPath",
                "'S':{'Type':'Pass','End':true,'Result':1}                 | /States/S/Result: is a field of JSONPath",
                "'S':{'Type':'Pass','End':true,'Output':{'a.$':'$.x'}}     | /States/S/Output/a.$: is a field of"
                        + " JSONPath",
                "'S':{'Type':'Pass','End':true,'QueryLanguage':'JSONPath'} | /States/S/QueryLanguage: must be JSONata",
                "'S':{'Type':'Pass','End':true,'Colour':1}                 | /States/S/Colour: is not known",
                "'S':{'Type':'Pase','End':true}                            | /States/S/Type: is not known: Pase",
                "'S':{'Type':'Pass'}                                       | /States/S/Next: must be there or End",
                "'S':{'Type':'Pass','Next':'T'}                            | /States/S: leads to a state that is not"
                        + " there: T",
                "'S':{'Type':'Pass','End':true},'T':{'Type':'Succeed'}     | /States/T: cannot be reached",
                "'S':{'Type':'Pass','End':true,'Output':'{% 1 + %}'}       | /States/S/Output: is not JSONata",
                "'S':{'Type':'Pass','End':true,'Output':'{% 1'}            | /States/S/Output: must start with",
                "'S':{'Type':'Pass','End':true,'Output':'{% $eval(1) %}'}  | /States/S/Output: is not JSONata: $eval",
                "'S':{'Type':'Pass','End':true,'Assign':{'states':1}}      | /States/S/Assign: has a name that no"
                        + " variable",
                "'S':{'Type':'Pass','End':true,'Assign':1}                 | /States/S/Assign: must be an object",
                "'S':{'Type':'Pass','End':true,'Retry':[]}                 | /States/S/Retry: is not known",
                "'S':{'Type':'Task','Resource':'arn:aws:states:::sns:publish','End':true} | /States/S/Resource: is not"
                        + " known or not supported: arn:aws:states:::sns:publish",
                "'S':{'Type':'Task','Resource':'arn:aws:states:::dynamodb:getItem.sync','End':true} |"
                        + " /States/S/Resource: is not known",
                "'S':{TASK,'Parameters':{}}                                | /States/S/Parameters: is a field of"
                        + " JSONPath",
                "'S':{TASK,'TimeoutSeconds':1.5}                           | /States/S/TimeoutSeconds: must be a whole"
                        + " number",
                "'S':{TASK,'TimeoutSeconds':5,'HeartbeatSeconds':5}        | /States/S/HeartbeatSeconds: must be less",
                "'S':{TASK,'Retry':[{'ErrorEquals':['E'],'Interval':1}]}   | /States/S/Retry[0]/Interval: is not known",
                "'S':{TASK,'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':0}]} | /States/S/Retry[0]/IntervalSeconds:"
                        + " must be a whole number between 1",
                "'S':{TASK,'Retry':[{'ErrorEquals':['E'],'BackoffRate':0.5}]} | /States/S/Retry[0]/BackoffRate: must"
                        + " be a number of at least 1.0",
                "'S':{TASK,'Retry':[{'ErrorEquals':['E'],'JitterStrategy':'HALF'}]} |"
                        + " /States/S/Retry[0]/JitterStrategy: must be FULL or NONE",
                "'S':{TASK,'Retry':[{'ErrorEquals':[]}]}                   | /States/S/Retry[0]/ErrorEquals: must be"
                        + " an array of texts",
                "'S':{TASK,'Retry':[{'ErrorEquals':['States.ALL','E']}]}   | /States/S/Retry[0]/ErrorEquals:"
                        + " States.ALL must stand alone",
                "'S':{TASK,'Retry':[{'ErrorEquals':['States.ALL']},{'ErrorEquals':['E']}]} |"
                        + " /States/S/Retry[0]/ErrorEquals: States.ALL must stand alone",
                "'S':{TASK,'Retry':[{'ErrorEquals':['States.Oops']}]}      | /States/S/Retry[0]/ErrorEquals: names an"
                        + " error",
                "'S':{TASK,'Catch':[{'ErrorEquals':['E'],'Next':'T','ResultPath':'$'}]},'T':{'Type':'Succeed'} |"
                        + " /States/S/Catch[0]/ResultPath: is a field of JSONPath",
                "'S':{TASK,'Catch':[{'ErrorEquals':['E'],'Next':'U'}]}     | /States/S: leads to a state that is not"
                        + " there: U",
                "'S':{'Type':'Choice','Choices':[{'Variable':'$.x','Next':'S'}]} | /States/S/Choices[0]/Condition: is"
                        + " missing",
                "'S':{'Type':'Choice','Choices':[]}                        | /States/S/Choices: must be an array",
                "'S':{'Type':'Wait','Seconds':1,'Timestamp':'x','End':true} | /States/S/Seconds: must be there or"
                        + " Timestamp",
                "'S':{'Type':'Wait','Seconds':2.5,'End':true}              | /States/S/Seconds: must be a whole number",
                "'S':{'Type':'Wait','Timestamp':'tomorrow','End':true}     | /States/S/Timestamp",
                "'S':{'Type':'Succeed','Next':'S'}                         | /States/S/Next: is not known",
                "'S':{'Type':'Fail','Error':5}                             | /States/S/Error: must be a text",
                "'S':{'Type':'Parallel','Branches':[],'End':true}          | /States/S/Branches: must be an array",
                "'S':{'Type':'Parallel','End':true,'Branches':[{'StartAt':'S','States':{'S':{'Type':'Succeed'}}}]} |"
                        + " /States/S/Branches[0]/States/S: has the name of another state",
                "'S':{'Type':'Map','End':true,'Iterator':{}}               | /States/S/Iterator: is the old name",
                "'S':{'Type':'Map','End':true,'ItemsPath':'$','ItemProcessor':P} | /States/S/ItemsPath: is a field of"
                        + " JSONPath",
                "'S':{'Type':'Map','End':true,'ItemReader':{},'ItemProcessor':P} | /States/S/ItemReader: is not known"
                        + " or not supported here",
                "'S':{'Type':'Map','End':true,'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','Arguments':{},'ReaderConfig':{'InputType':'MANIFEST'}},'ItemProcessor':D}"
                    + " | /States/S/ItemReader/ReaderConfig/InputType: must be JSON, JSONL or CSV (others are not"
                    + " supported), got: MANIFEST",
                "'S':{'Type':'Map','End':true,'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','Arguments':{},'ReaderConfig':{'InputType':'JSONL','Skip':1}},'ItemProcessor':D}"
                    + " | /States/S/ItemReader/ReaderConfig/Skip: is not known",
                "'S':{'Type':'Map','End':true,'ItemBatcher':{},'ItemProcessor':D} |"
                        + " /States/S/ItemBatcher/MaxItemsPerBatch: must be there",
                "'S':{'Type':'Map','End':true,'MaxConcurrency':-1,'ItemProcessor':D} | /States/S/MaxConcurrency: must"
                        + " be a whole number between 0",
                "'S':{'Type':'Map','End':true,'ToleratedFailurePercentage':101,'ItemProcessor':D} |"
                        + " /States/S/ToleratedFailurePercentage: must be a number between 0 and 100",
            })
    void parse_refuses_byPathAndName(String states, String refusal) {
        String processor = "'StartAt':'X','States':{'X':{'Type':'Succeed'}}}";
        String filled = states.replace("TASK", TASK)
                .replace("'ItemProcessor':P", "'ItemProcessor':{" + processor)
                .replace(
                        "'ItemProcessor':D",
                        "'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
                                + processor)
                .replace('\'', '"');
        assertThatThrownBy(() -> Machines.machine(filled))
                .isInstanceOf(UnsupportedDefinitionException.class)
                .hasMessageStartingWith(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'StartAt':'S','States':{'S':{'Type':'Succeed'}}} | /States/S/QueryLanguage: must be JSONata, and is"
                        + " JSONPath where it is missing",
                "{'QueryLanguage':'JSONata','StartAt':'T','States':{'S':{'Type':'Succeed'}}} | /StartAt: names a state"
                        + " that is not there",
                "{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{'Type':'Succeed'}},'X':1} | /X: is not known",
                "{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{'Type':'Succeed'}},'Version':'2'} | /Version:"
                        + " must be 1.0",
                "[] | /: must be an object",
            })
    void parse_refuses_whatIsWrongAtTheTop(String definition, String refusal) {
        assertThatThrownBy(() -> StateMachine.parse(Machines.json(definition.replace('\'', '"'))))
                .isInstanceOf(UnsupportedDefinitionException.class)
                .hasMessageStartingWith(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Type':'Parallel','Branches':[{I}] | /States/S/Branches[0]/States/I/Assign",
                "'Type':'Map','ItemProcessor':{I} | /States/S/ItemProcessor/States/I/Assign"
            })
    void parse_refuses_whenAnInnerScopeAssignsAnOuterVariable(String state, String path) {
        String inner = "'StartAt':'I','States':{'I':{'Type':'Pass','End':true,'Assign':{'a':1}}}";
        String states = "'S':{" + state.replace("I}", inner + "}") + ",'Assign':{'a':2},'End':true}";
        assertThatThrownBy(() -> Machines.machine(states.replace('\'', '"')))
                .isInstanceOf(UnsupportedDefinitionException.class)
                .hasMessageStartingWith(path);
    }
}
