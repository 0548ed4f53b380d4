package dev.headgate.local.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** Jars of class folders, named by their content: what was packed before is used again, and archives stay valid. */
final class JarFolder {
    private final Path directory;

    JarFolder(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns a jar of the files below {@code prefix}.
     *
     * @param source a class folder or a jar
     * @param prefix a folder inside it, with {@code /} between names; empty for all
     */
    Path pack(Path source, String prefix) throws IOException {
        if (Files.isDirectory(source)) {
            return packTree(source, source.resolve(prefix));
        }
        try (FileSystem jar = FileSystems.newFileSystem(source)) {
            Path root = jar.getPath("/");
            return packTree(root, root.resolve(prefix));
        }
    }

    private Path packTree(Path root, Path top) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(top)) {
            files = tree.filter(Files::isRegularFile).sorted().toList();
        }
        Path jar = directory.resolve(String.format("classes-%08x.jar", checksum(root, files)));
        if (!Files.exists(jar)) {
            Path unfinished = Files.createTempFile(directory, "classes", ".part");
            write(root, files, unfinished);
            Files.move(unfinished, jar, StandardCopyOption.REPLACE_EXISTING);
        }
        return jar.toAbsolutePath();
    }

    private static long checksum(Path root, List<Path> files) throws IOException {
        CRC32 checksum = new CRC32();
        for (Path file : files) {
            checksum.update(entryName(root, file).getBytes(StandardCharsets.UTF_8));
            checksum.update(Files.readAllBytes(file));
        }
        return checksum.getValue();
    }

    private static void write(Path root, List<Path> files, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files) {
                out.putNextEntry(new ZipEntry(entryName(root, file)));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    private static String entryName(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
