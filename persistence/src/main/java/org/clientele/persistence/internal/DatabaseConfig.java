package org.clientele.persistence.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Clientele database",
        description = "The PostgreSQL database that holds everything. A change reconnects all bundles.")
@interface DatabaseConfig {
    @AttributeDefinition(name = "URL", description = "For example jdbc:postgresql://db.example.org:5432/clientele")
    String url();

    @AttributeDefinition(name = "User", description = "Owns the schemas: it creates and changes their tables.")
    String user();

    @AttributeDefinition(name = "Password", description = "Of that user.", type = AttributeType.PASSWORD)
    String password();

    @AttributeDefinition(
            name = "Pool size",
            description = "Connections kept open. More than twice the processors of the database seldom helps.",
            min = "2")
    int poolSize() default 16;

    @AttributeDefinition(
            name = "Maximum wait (ms)",
            description = "How long a call waits for a free connection before it is answered with 503.",
            min = "250")
    long maximumWaitMillis() default 2000;

    @AttributeDefinition(
            name = "Statement timeout (s)",
            description = "A statement that runs longer is cancelled and answered with 503.",
            min = "1")
    int statementTimeoutSeconds() default 10;

    @AttributeDefinition(
            name = "House schemas",
            description = "Their bundles may use the whole pool. Any other, a plugin's, has half of it at most.")
    String[] houseSchemas() default {"customer", "rest", "cart"};
}
