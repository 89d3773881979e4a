package org.clientele.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class KarIT {
    private static final Pattern BUNDLE = Pattern.compile(">mvn:([^/]+)/([^/]+)/([^<]+)</bundle>");

    @Test
    void holdsEveryBundleOfItsFeatures() throws IOException {
        try (ZipFile kar = new ZipFile(Archives.kar().toFile())) {
            String features =
                    new String(kar.getInputStream(kar.getEntry("features.xml")).readAllBytes(), StandardCharsets.UTF_8);
            List<String> bundles = BUNDLE.matcher(features)
                    .results()
                    .map(KarIT::path)
                    .distinct()
                    .toList();

            assertThat(bundles)
                    .hasSizeGreaterThan(30)
                    .allSatisfy(path -> assertThat(kar.getEntry(path)).as(path).isNotNull());
        }
    }

    private static String path(MatchResult bundle) {
        String artifact = bundle.group(2);
        String version = bundle.group(3);
        return "repository/" + bundle.group(1).replace('.', '/') + "/" + artifact + "/" + version + "/" + artifact + "-"
                + version + ".jar";
    }
}
