package dev.headgate.local.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A function's class-data archive: its first environment writes one when it ends, and those of later runs map it, which
 * takes two fifths off the processor time of a cold start with the AWS SDK. (The JDK's ahead-of-time cache takes a little
 * more off, but costs five times as much to make.)
 */
final class SharedArchive {
    private final String function;
    private final Path file;
    private final Path unfinished;
    private boolean claimed;
    private @Nullable Process maker;

    /** Names the archive by function, class path and JDK: another jar makes another archive. */
    SharedArchive(Path directory, String function, List<Path> classpath) throws IOException {
        this.function = function;
        String name = String.format("%s-%08x.jsa", function, checksum(classpath));
        this.file = Files.createDirectories(directory).toAbsolutePath().resolve(name);
        this.unfinished =
                file.resolveSibling(name + "." + ProcessHandle.current().pid() + ".part");
    }

    /** Returns the flags that use the archive; nothing where there is none. */
    List<String> use() {
        return Files.exists(file) ? List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + file) : List.of();
    }

    /** Returns the flags that write the archive, once and only where there is none; then {@link #madeBy} follows. */
    synchronized List<String> make() {
        if (claimed || Files.exists(file)) {
            return List.of();
        }
        claimed = true;
        return List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + unfinished);
    }

    /** Notes the process that got the flags of {@link #make}. */
    synchronized void madeBy(Process process) {
        maker = process;
    }

    /** Puts the archive in its place when its process has ended well; a process that was killed leaves half of one. */
    synchronized void publish() throws IOException {
        Process made = maker;
        if (made != null && !made.isAlive() && made.exitValue() == 0 && Files.exists(unfinished)) {
            deleteOlder();
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(unfinished);
    }

    /** Each is tens of megabytes. A process that has one mapped goes on with it. */
    private void deleteOlder() throws IOException {
        try (DirectoryStream<Path> older = Files.newDirectoryStream(file.getParent(), function + "-????????.jsa")) {
            for (Path archive : older) {
                Files.deleteIfExists(archive);
            }
        }
    }

    private static long checksum(List<Path> classpath) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
        for (Path entry : classpath) {
            String identity = entry + " " + Files.size(entry) + " " + Files.getLastModifiedTime(entry);
            checksum.update(identity.getBytes(StandardCharsets.UTF_8));
        }
        return checksum.getValue();
    }
}
