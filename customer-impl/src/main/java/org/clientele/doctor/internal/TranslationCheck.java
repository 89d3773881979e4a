package org.clientele.doctor.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether what people read in the console is there in each language. */
final class TranslationCheck implements Check {
    private static final String FOLDER = "console";
    private static final String ENGLISH = FOLDER + "/messages_en.json";
    private static final Pattern USED = Pattern.compile("(?<![\\w.$])t\\(\\s*(['\"`])([^'\"`$]+)\\1");

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public void look(Patient patient, Findings findings) {
        Set<String> english = keys(patient, ENGLISH, findings);
        for (String file : patient.files(FOLDER, "messages_*.json", false)) {
            Set<String> missing = new TreeSet<>(english);
            missing.removeAll(keys(patient, file, findings));
            if (!missing.isEmpty()) {
                findings.warning(
                        "translation",
                        file,
                        "It lacks " + String.join(", ", missing) + ".",
                        "Translate them: people read English in their place.");
            }
        }
        for (String module : patient.files(FOLDER, "*.js", true)) {
            Set<String> unknown = new TreeSet<>();
            Matcher used = USED.matcher(text(patient, module).orElse(""));
            while (used.find()) {
                // With a count, a text is <key>.one or <key>.other.
                if (!english.contains(used.group(2)) && !english.contains(used.group(2) + ".other")) {
                    unknown.add(used.group(2));
                }
            }
            if (!unknown.isEmpty()) {
                findings.error(
                        "translation",
                        module,
                        "It names " + String.join(", ", unknown) + ", of which " + ENGLISH + " has no text.",
                        "Write them there.");
            }
        }
    }

    private Set<String> keys(Patient patient, String file, Findings findings) {
        Set<String> keys = new TreeSet<>();
        Optional<String> text = text(patient, file);
        if (text.isPresent()) {
            try {
                JsonNode messages = json.readTree(text.get());
                messages.fields().forEachRemaining(message -> {
                    if (message.getValue().isTextual()
                            && !message.getValue().asText().isBlank()) {
                        keys.add(message.getKey());
                    }
                });
            } catch (IOException broken) {
                findings.error("translation", file, "It is no JSON.", "Correct it.");
            }
        }
        return keys;
    }

    private static Optional<String> text(Patient patient, String file) {
        URL found = patient.bundle().getEntry(file);
        if (found == null) {
            return Optional.empty();
        }
        try (InputStream bytes = found.openStream()) {
            return Optional.of(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
