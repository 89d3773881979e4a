package org.clientele.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureSecurity;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.kar.KarService;
import org.clientele.postgres.TestDatabase;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** Clientele in a Karaf as Apache ships it. The tests run inside of that Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
@SuppressWarnings("NullAway.Init")
public class StockKarafIT {
    @Inject
    private KarService kars;

    @Inject
    private FeaturesService features;

    @Configuration
    public Option[] stockKaraf() {
        TestDatabase database = TestDatabase.create();
        String port = Integer.toString(Distribution.freePort());
        return new Option[] {
            karafDistributionConfiguration()
                    .frameworkUrl(Archives.karaf().toUri().toString())
                    .karafVersion("4.4.10")
                    .unpackDirectory(Archives.emptyFolder("stock karaf").toFile())
                    .useDeployFolder(false),
            keepRuntimeFolder(),
            configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
            configureSecurity().disableKarafMBeanServerBuilder(),
            logLevel(LogLevel.INFO),
            systemProperty("pax.exam.service.timeout").value("120000"),
            systemProperty("itests.address").value("http://127.0.0.1:" + port),
            systemProperty("itests.kar").value(Archives.kar().toUri().toString()),
            editConfigurationFilePut(
                    "etc/org.ops4j.pax.url.mvn.cfg",
                    "org.ops4j.pax.url.mvn.localRepository",
                    System.getProperty("org.ops4j.pax.url.mvn.localRepository")),
            editConfigurationFilePut("etc/custom.properties", "org.apache.felix.http.require.config", "true"),
            editConfigurationFilePut("etc/org.apache.felix.http.cfg", "org.osgi.service.http.port", port),
            editConfigurationFilePut("etc/org.apache.felix.http.cfg", "org.apache.felix.http.host", "127.0.0.1"),
            editConfigurationFilePut("etc/org.clientele.db.cfg", "url", database.url()),
            editConfigurationFilePut("etc/org.clientele.db.cfg", "user", database.user()),
            editConfigurationFilePut("etc/org.clientele.db.cfg", "password", database.password()),
        };
    }

    @Test
    public void servesTheApiOnceTheFeatureIsInstalled() throws Exception {
        kars.install(URI.create(System.getProperty("itests.kar")), false);
        assertFalse(features.isInstalled(features.getFeature("clientele-core")));
        features.installFeature("clientele");

        assertTrue(features.isInstalled(features.getFeature("clientele-core")));
        awaitReady();
        assertEquals(401, status("/api/admin/v1/customers"));
    }

    private static void awaitReady() throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (status("/health/ready") != 200) {
            assertTrue("ready within two minutes", Instant.now().isBefore(end));
            Thread.sleep(200);
        }
    }

    private static int status(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getProperty("itests.address") + path))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }
}
