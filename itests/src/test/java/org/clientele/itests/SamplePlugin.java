package org.clientele.itests;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Manifest;

/** Makes a bundle of the classes of a package below {@code org.clientele.itests.plugins}, as the build of a plugin would. */
final class SamplePlugin {
    private final String word;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> replaced = new LinkedHashMap<>();

    SamplePlugin(String word) {
        this.word = word;
    }

    SamplePlugin file(String path, String text) {
        files.put(path, text);
        return this;
    }

    SamplePlugin header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** In all headers, after they were made. */
    SamplePlugin replace(String text, String by) {
        replaced.put(text, by);
        return this;
    }

    Path build(String version) {
        try (Builder builder = new Builder()) {
            for (Class<?> from : new Class<?>[] {
                SamplePlugin.class,
                org.clientele.customer.Customers.class,
                org.clientele.persistence.Transactions.class,
                org.clientele.rest.Versioned.class,
                jakarta.ws.rs.Path.class,
                org.osgi.service.component.annotations.Component.class,
                org.osgi.annotation.bundle.Capability.class,
                org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource.class
            }) {
                builder.addClasspath(new File(
                        from.getProtectionDomain().getCodeSource().getLocation().toURI()));
            }
            builder.setProperty("Bundle-SymbolicName", word + "-plugin");
            builder.setProperty("Bundle-Version", version);
            builder.setProperty("Private-Package", SamplePlugin.class.getPackageName() + ".plugins." + word);
            builder.setProperty("Import-Package", "org.jspecify.*;resolution:=optional,*");
            headers.forEach(builder::setProperty);
            Jar jar = builder.build();
            if (!builder.getErrors().isEmpty()) {
                throw new AssertionError(builder.getErrors());
            }
            files.forEach((path, text) ->
                    jar.putResource(path, new EmbeddedResource(text.getBytes(StandardCharsets.UTF_8), 0)));
            Manifest manifest = jar.getManifest();
            manifest.getMainAttributes().replaceAll((name, value) -> {
                String text = value.toString();
                for (Map.Entry<String, String> one : replaced.entrySet()) {
                    text = text.replace(one.getKey(), one.getValue());
                }
                return text;
            });
            jar.setManifest(manifest);
            Path file = Archives.emptyFolder("plugin-" + word + "-" + version).resolve(word + ".jar");
            jar.write(file.toFile());
            return file;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
