/** Long work that survives restarts. Implement {@link org.clientele.operation.OperationHandler}; start and watch through {@link org.clientele.operation.Operations}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.operation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
