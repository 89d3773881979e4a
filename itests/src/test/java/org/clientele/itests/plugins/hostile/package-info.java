/** A plugin that does to each caller what it is told to: throw, block, answer nonsense. */
@Schema("hostile")
@ProvidesFeature(name = "hostile", title = "Hostile")
package org.clientele.itests.plugins.hostile;

import org.clientele.feature.ProvidesFeature;
import org.clientele.persistence.Schema;
