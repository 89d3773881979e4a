package org.clientele.persistence.internal;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The database of the configuration. Registers its services by hand, since those of a component carry its configuration,
 * and with it the password.
 */
@Component(
        service = {},
        configurationPid = "org.clientele.db",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DatabaseConfig.class)
public final class ConfiguredDatabase {
    private final Database database;
    private final DatabaseProbe probe;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Activate
    public ConfiguredDatabase(BundleContext context, DatabaseConfig config) {
        DatabaseSettings settings = DatabaseSettings.of(config);
        database = new Database(settings);
        probe = new DatabaseProbe(new PostgresSources(settings).probe());
        registrations.add(context.registerService(DatabaseProbe.class, probe, null));
        registrations.add(context.registerService(
                DataSource.class, database.pool(), FrameworkUtil.asDictionary(Map.of("name", "clientele"))));
        registrations.add(context.registerService(MeterBinder.class, database.metrics(), null));
        registrations.add(context.registerService(Database.class, database, null));
    }

    @Deactivate
    void stop() {
        for (int i = registrations.size() - 1; i >= 0; i--) {
            registrations.get(i).unregister();
        }
        probe.close();
        database.close();
    }
}
