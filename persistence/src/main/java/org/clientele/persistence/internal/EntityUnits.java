package org.clientele.persistence.internal;

import java.util.List;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.jpa.HibernatePersistenceProvider;

/** Makes Hibernate's factory for the entities of one bundle. */
final class EntityUnits {
    private final DataSource source;

    EntityUnits(DataSource source) {
        this.source = source;
    }

    SessionFactory open(String schema, ClassLoader owner, List<Class<?>> entities) {
        HibernatePersistenceConfiguration unit = new HibernatePersistenceConfiguration(schema);
        entities.forEach(unit::managedClass);
        unit.property("hibernate.classLoaders", List.of(owner, HibernatePersistenceProvider.class.getClassLoader()));
        unit.property("hibernate.classloader.tccl_lookup", "never");
        unit.property("hibernate.xml_mapping_enabled", false);
        unit.property("jakarta.persistence.nonJtaDataSource", source);
        unit.property("jakarta.persistence.validation.mode", "none");
        unit.property("hibernate.dialect", PostgresDialect.class);
        unit.property("hibernate.default_schema", schema);
        unit.property("hibernate.physical_naming_strategy", new PhysicalNamingStrategySnakeCaseImpl());
        unit.property("hibernate.hbm2ddl.auto", "validate");
        unit.property("hibernate.connection.provider_disables_autocommit", true);
        unit.property("hibernate.jdbc.time_zone", "UTC");
        unit.property("hibernate.jdbc.batch_size", 50);
        unit.property("hibernate.order_inserts", true);
        unit.property("hibernate.order_updates", true);
        unit.property("hibernate.query.in_clause_parameter_padding", true);
        unit.property("hibernate.query.plan_cache_max_size", 512);
        unit.property("hibernate.cache.use_second_level_cache", false);
        unit.property("hibernate.cache.use_query_cache", false);
        unit.property("hibernate.generate_statistics", false);
        // We log them, without what they quote.
        unit.property("hibernate.jdbc.log.errors", false);
        return new HibernatePersistenceProvider()
                .createEntityManagerFactory(unit)
                .unwrap(SessionFactory.class);
    }
}
