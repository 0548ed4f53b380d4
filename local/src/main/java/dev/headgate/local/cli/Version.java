package dev.headgate.local.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.IVersionProvider;

/** Reads the version from the one place that states it, the root's pom.xml. */
final class Version implements IVersionProvider {
    private static final Pattern PROJECT =
            Pattern.compile("<artifactId>headgate</artifactId>\\s*<version>([^<]+)</version>");

    @Override
    public String[] getVersion() throws Exception {
        Path pom = Home.find().resolve("pom.xml");
        Matcher version = PROJECT.matcher(Files.exists(pom) ? Files.readString(pom) : "");
        return new String[] {
            "headgate " + (version.find() ? version.group(1) : "of unknown version"), "Java " + Runtime.version()
        };
    }
}
