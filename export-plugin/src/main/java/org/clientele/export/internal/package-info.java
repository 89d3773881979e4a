/** Files of customers: asked for, written by operations, kept in the database until they expire, made again by schedules. */
@Schema("export")
@ProvidesFeature(name = "export", title = "Export")
@NullMarked
package org.clientele.export.internal;

import org.clientele.feature.ProvidesFeature;
import org.clientele.persistence.Schema;
import org.jspecify.annotations.NullMarked;
