/** A plugin that breaks each rule that the doctor knows. */
@Schema("bad")
@ProvidesFeature(name = "bad", title = "Bad", requires = "watchlist")
package org.clientele.itests.plugins.bad;

import org.clientele.feature.ProvidesFeature;
import org.clientele.persistence.Schema;
