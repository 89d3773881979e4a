/** A score and a remark for each customer. */
## snippet: feature
@Schema("${word}")
@ProvidesFeature(name = "${word}", title = "${title}")
@NullMarked
package ${package};
## end

import org.clientele.feature.ProvidesFeature;
import org.clientele.persistence.Schema;
import org.jspecify.annotations.NullMarked;
