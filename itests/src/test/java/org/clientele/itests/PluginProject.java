package org.clientele.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A plugin as a third party writes it: generated from the archetype and built by a Maven of its own, outside of this build and
 * offline. Its local repository has whatever this build downloaded, as links, and of Clientele what this build made and nothing else.
 */
final class PluginProject {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MADE =
            List.of("customer-api", "persistence", "rest", "embedded-postgres", "plugin-test", "plugin-archetype");
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>plugin-parent</artifactId>\\s*<version>([^<]+)<");

    private final Path project;
    private final Path repository;
    private final String version;

    private PluginProject(Path project, Path repository, String version) {
        this.project = project;
        this.repository = repository;
        this.version = version;
    }

    /** @param folder empty; the project and the repository come to lie in it */
    static PluginProject generate(Path folder, String word, String title) throws Exception {
        Path repository = Files.createDirectories(folder.resolve("repository"));
        Matcher parent = VERSION.matcher(Files.readString(ROOT.resolve("pom.xml")));
        if (!parent.find()) {
            throw new AssertionError("The root has no version");
        }
        PluginProject plugin = new PluginProject(folder.resolve(word + "-plugin"), repository, parent.group(1));
        plugin.linkDownloads();
        plugin.installReactor();
        plugin.maven(
                folder,
                "org.apache.maven.plugins:maven-archetype-plugin:" + archetypeVersion() + ":generate",
                "-DarchetypeGroupId=org.clientele",
                "-DarchetypeArtifactId=plugin-archetype",
                "-DarchetypeVersion=" + plugin.version,
                "-DgroupId=com.example",
                "-Dword=" + word,
                "-Dtitle=" + title);
        return plugin;
    }

    Path file(String path) {
        return project.resolve(path);
    }

    /** Builds it, and puts what came of it where Karaf finds it: below {@code into}, as in a Maven repository. */
    void build(Path into, String... arguments) throws Exception {
        maven(project, arguments);
        String artifact = project.getFileName().toString();
        String made = Pattern.compile("<version>([^<]+)</version>")
                .matcher(Files.readString(file("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .skip(1)
                .findFirst()
                .orElseThrow();
        Path target = Files.createDirectories(
                into.resolve("com/example").resolve(artifact).resolve(made));
        copy(file("target/" + artifact + "-" + made + ".jar"), target);
        Files.copy(
                file("target/karaf/features.xml"),
                target.resolve(artifact + "-" + made + "-features.xml"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private void maven(Path folder, String... arguments) throws Exception {
        Path output = folder.resolveSibling(folder.getFileName() + ".maven.out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("itests.maven.home"), "bin", "mvn").toString(),
                "-o",
                "-B",
                "-Dmaven.repo.local=" + repository,
                // Who asks for an artifact is not who downloaded it.
                "-Daether.enhancedLocalRepository.trackingFilename=untracked"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        Process maven = builder.start();
        if (!maven.waitFor(5, TimeUnit.MINUTES) || maven.exitValue() != 0) {
            maven.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + "\n" + Files.readString(output));
        }
    }

    private void linkDownloads() throws IOException {
        Path downloads = Path.of(System.getProperty("org.ops4j.pax.url.mvn.localRepository"));
        link(downloads, repository, "org");
        link(downloads.resolve("org"), Files.createDirectories(repository.resolve("org")), "clientele");
    }

    private static void link(Path from, Path into, String except) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                Path name = entry.getFileName();
                if (!name.toString().equals(except)) {
                    Files.createSymbolicLink(into.resolve(name), entry.toAbsolutePath());
                }
            }
        }
    }

    private void installReactor() throws IOException {
        Files.copy(ROOT.resolve("pom.xml"), made("clientele").resolve("clientele-" + version + ".pom"));
        Files.copy(
                ROOT.resolve("plugin-parent/pom.xml"),
                made("plugin-parent").resolve("plugin-parent-" + version + ".pom"));
        for (String artifact : MADE) {
            Path into = made(artifact);
            Path module = ROOT.resolve(artifact);
            Files.copy(module.resolve("pom.xml"), into.resolve(artifact + "-" + version + ".pom"));
            for (String suffix : List.of(".jar", "-tests.jar")) {
                Path jar = module.resolve("target").resolve(artifact + "-" + version + suffix);
                if (Files.exists(jar) || suffix.equals(".jar")) {
                    copy(jar, into);
                }
            }
        }
    }

    private Path made(String artifact) throws IOException {
        return Files.createDirectories(
                repository.resolve("org/clientele").resolve(artifact).resolve(version));
    }

    private static void copy(Path file, Path into) throws IOException {
        Files.copy(file, into.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String archetypeVersion() throws IOException {
        Matcher pinned = Pattern.compile("<archetype.version>([^<]+)<")
                .matcher(Files.readString(ROOT.resolve("plugin-archetype/pom.xml")));
        if (!pinned.find()) {
            throw new AssertionError("The archetype plugin is not pinned");
        }
        return pinned.group(1);
    }
}
