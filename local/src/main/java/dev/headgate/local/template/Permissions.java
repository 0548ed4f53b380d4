package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Gathers what the template's roles allow: inline policies, policies attached by name, managed policies of its own. */
final class Permissions {

    private final Collection<Declared> roles;
    private final Collection<Declared> policies;
    private final Collection<Declared> managedPolicies;

    Permissions(Collection<Declared> roles, Collection<Declared> policies, Collection<Declared> managedPolicies) {
        this.roles = roles;
        this.policies = policies;
        this.managedPolicies = managedPolicies;
    }

    /**
     * What a function or a state machine may do: by its own Policies, as SAM reads them, or by the role it names.
     *
     * @throws TemplateException if it names a role outside this template, or a SAM policy template
     */
    Granted of(Declared resource) {
        Fields fields = resource.fields();
        Optional<String> role = fields.text("Role");
        return role.isPresent() ? ofRole(role.get(), fields.path()) : ofPolicies(fields);
    }

    private Granted ofRole(String arn, String path) {
        Declared role = roles.stream()
                .filter(one -> one.identity().arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new TemplateException(path + ".Role", arn + " is no role of this template"));
        Fields fields = role.fields();
        List<PolicyStatement> statements = new ArrayList<>();
        fields.list("Policies", (policy, at) -> statements.addAll(document(policy, at)));
        policies.stream()
                .filter(policy ->
                        policy.fields().texts("Roles").contains(role.identity().name()))
                .forEach(policy -> statements.addAll(document(policy.properties(), policy.path())));
        return withManaged(fields.texts("ManagedPolicyArns"), statements);
    }

    private Granted ofPolicies(Fields fields) {
        List<PolicyStatement> statements = new ArrayList<>();
        List<String> managed = new ArrayList<>();
        JsonNode policies = fields.tree("Policies");
        if (policies.isObject()) {
            statements.addAll(Statements.of(policies, fields.path() + ".Policies"));
        } else if (policies.isTextual()) {
            managed.add(policies.textValue());
        }
        for (int i = 0; policies.isArray() && i < policies.size(); i++) {
            if (policies.get(i).isTextual()) {
                managed.add(policies.get(i).textValue());
            } else {
                statements.addAll(Statements.of(policies.get(i), fields.path() + ".Policies[" + i + "]"));
            }
        }
        return withManaged(managed, statements);
    }

    private Granted withManaged(List<String> arns, List<PolicyStatement> statements) {
        List<String> foreign = new ArrayList<>(arns);
        for (Declared policy : managedPolicies) {
            if (foreign.remove(policy.identity().arn())) {
                statements.addAll(document(policy.properties(), policy.path()));
            }
        }
        return new Granted(foreign, statements);
    }

    private static List<PolicyStatement> document(JsonNode policy, String path) {
        return Statements.of(policy.path("PolicyDocument"), path + ".PolicyDocument");
    }

    /**
     * What is allowed.
     *
     * @param managedPolicies AWS's own, by name or ARN; what is in them is not known here
     */
    record Granted(List<String> managedPolicies, List<PolicyStatement> statements) {
        Granted {
            managedPolicies = List.copyOf(managedPolicies);
            statements = List.copyOf(statements);
        }
    }
}
