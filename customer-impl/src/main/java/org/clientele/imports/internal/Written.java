package org.clientele.imports.internal;

import java.util.List;
import org.clientele.operation.Operation.ItemError;

/** What came of a batch. */
record Written(
        long created, long updated, long unchanged, long failed, long customersCreated, List<ItemError> errors) {}
