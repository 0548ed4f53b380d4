package dev.headgate.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The shape that DESIGN and STYLE describe, held. */
@AnalyzeClasses(packages = "dev.headgate", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "dev.headgate";
    private static final String[] ALWAYS = {
        "java.lang..",
        "java.util..",
        "java.time..",
        "java.math..",
        "java.nio.charset..",
        "java.security..",
        "org.jspecify.."
    };

    @ArchTest
    static final ArchRule circuitKnowsOnlyItselfAndTheRoot = onlyDependsOn("dev.headgate.circuit");

    @ArchTest
    static final ArchRule permitKnowsCircuitsAndRates =
            onlyDependsOn("dev.headgate.permit", "dev.headgate.circuit", "dev.headgate.adaptive");

    @ArchTest
    static final ArchRule adaptiveKnowsOnlyItselfAndTheRoot = onlyDependsOn("dev.headgate.adaptive");

    @ArchTest
    static final ArchRule adjustKnowsOnlyItselfAndTheRoot = onlyDependsOn("dev.headgate.adjust");

    @ArchTest
    static final ArchRule workerKnowsPermits = onlyDependsOn(
            "dev.headgate.worker", "dev.headgate.permit", "dev.headgate.circuit", "dev.headgate.adaptive");

    @ArchTest
    static final ArchRule theDomainReadsNoClock = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.headgate.permit",
                    "dev.headgate.circuit",
                    "dev.headgate.adaptive",
                    "dev.headgate.adjust",
                    "dev.headgate.worker")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("now is a parameter");

    @ArchTest
    static final ArchRule functionsDoNotKnowTheLocalRun = noClasses()
            .that()
            .resideOutsideOfPackage("dev.headgate.local..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.headgate.local..");

    @ArchTest
    static final ArchRule theRuntimeLoopIsPlainJava = classes()
            .that()
            .resideInAPackage("dev.headgate.local.runtime")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.headgate.local.runtime", "java..", "com.amazonaws.services.lambda.runtime", "org.jspecify..");

    private static ArchRule onlyDependsOn(String self, String... others) {
        String[] allowed = new String[ALWAYS.length + others.length + 2];
        System.arraycopy(ALWAYS, 0, allowed, 0, ALWAYS.length);
        System.arraycopy(others, 0, allowed, ALWAYS.length, others.length);
        allowed[allowed.length - 2] = self;
        allowed[allowed.length - 1] = ROOT;
        return classes()
                .that()
                .resideInAPackage(self)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }
}
