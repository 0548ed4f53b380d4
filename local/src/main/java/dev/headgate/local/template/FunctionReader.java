package dev.headgate.local.template;

import java.util.Set;

/** Reads an AWS::Serverless::Function. */
final class FunctionReader {

    private static final Set<String> USED = Set.of(
            "AutoPublishAlias",
            "CodeUri",
            "Environment",
            "Events",
            "FunctionName",
            "Handler",
            "MemorySize",
            "PackageType",
            "Policies",
            "ReservedConcurrentExecutions",
            "Role",
            "Runtime",
            "Timeout");

    /** What makes no difference to a function's process on this machine. */
    private static final Set<String> INERT = Set.of(
            "Architectures",
            "AutoPublishAliasAllProperties",
            "DeploymentPreference",
            "Description",
            "EphemeralStorage",
            "KmsKeyArn",
            "LoggingConfig",
            "PermissionsBoundary",
            "RecursiveLoop",
            "RuntimeManagementConfig",
            "SnapStart",
            "Tags",
            "Tracing",
            "VersionDescription");

    private static final int DEFAULT_MEMORY_MEGABYTES = 128;
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;

    private final Permissions permissions;

    FunctionReader(Permissions permissions) {
        this.permissions = permissions;
    }

    StackFunction read(Declared declared) {
        Fields fields = declared.fields().only(USED, INERT);
        requireJava(fields);
        Permissions.Granted granted = permissions.of(declared);
        return new StackFunction(
                declared.logicalId(),
                declared.identity().name(),
                declared.identity().arn(),
                fields.requireText("Handler"),
                fields.requireText("Runtime"),
                fields.requireText("CodeUri"),
                fields.fields("Environment").only(Set.of("Variables"), Set.of()).textMap("Variables"),
                fields.integer("MemorySize", DEFAULT_MEMORY_MEGABYTES),
                fields.seconds("Timeout", DEFAULT_TIMEOUT_SECONDS),
                fields.integer("ReservedConcurrentExecutions"),
                granted.managedPolicies(),
                granted.statements());
    }

    private static void requireJava(Fields fields) {
        String runtime = fields.requireText("Runtime");
        if (!runtime.startsWith("java")) {
            throw new TemplateException(fields.path() + ".Runtime", "must be one of Java's here, got: " + runtime);
        }
        String packageType = fields.text("PackageType").orElse("Zip");
        if (!packageType.equals("Zip")) {
            throw new TemplateException(fields.path() + ".PackageType", "must be Zip here, got: " + packageType);
        }
    }
}
