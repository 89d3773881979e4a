/**
 * One transaction for a call, one schema for a bundle. Ask for {@link org.clientele.persistence.Transactions} of your schema.
 *
 * <p>A bundle declares its schema in one line of its {@code package-info.java}, on any of its packages:
 *
 * <pre>{@code
 * @Schema("loyalty")
 * package org.clientele.loyalty;
 * }</pre>
 *
 * <p>When the bundle starts, its migrations {@code db/loyalty/V001__what.sql} run in the schema {@code loyalty} (which is
 * created, with a history of its own), its {@code @Entity} classes become one persistence unit, and the service {@code
 * Transactions} with the property {@code schema=loyalty} appears. All of it goes when the bundle stops; the data stays.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.persistence;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
