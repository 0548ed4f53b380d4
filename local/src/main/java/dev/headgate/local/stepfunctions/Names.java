package dev.headgate.local.stepfunctions;

import java.util.regex.Pattern;

/**
 * The names of machines and executions.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html">name</a>
 */
final class Names {
    private static final Pattern VALID = Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}");

    private Names() {}

    /** The same name. @throws ApiException InvalidName */
    static String check(String name) {
        if (!VALID.matcher(name).matches()) {
            throw new ApiException("InvalidName", "Invalid Name: '" + name + "'");
        }
        return name;
    }
}
