package org.clientele.rest.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.utils.ResourceUtils;

/** Whether a class may become a resource: nothing that can be reached is without a declared scope. */
final class Admission {
    private Admission() {}

    /** Why not; empty if it may. */
    static List<String> objections(Candidate candidate) {
        Class<?> type = candidate.resource().getClass();
        Claim claim = candidate.claim();
        if (claim.isEmpty()) {
            return List.of(type.getName() + " claims no first path segment of its own");
        }
        Optional<String> word = candidate.plugin().map(Plugin::word);
        if (word.isPresent() && !claim.words().contains(word.get())) {
            return List.of(type.getName() + " claims /" + claim.path() + ", but the paths of its feature begin with /"
                    + word.get() + " or /" + word.get() + "s");
        }
        ClassResourceInfo model = ResourceUtils.createClassResourceInfo(type, type, true, true);
        if (model == null || model.getMethodDispatcher() == null) {
            return List.of(type.getName() + " has no resource method");
        }
        List<String> objections = new ArrayList<>();
        for (OperationResourceInfo operation : model.getMethodDispatcher().getOperationResourceInfos()) {
            String method = type.getName() + "." + operation.getMethodToInvoke().getName();
            if (operation.isSubResourceLocator()) {
                objections.add(method + " is a sub-resource locator, whose scopes cannot be known");
            } else if (Route.scope(type, operation).isEmpty()) {
                objections.add(method + " declares no @RequiresScope");
            }
        }
        return objections;
    }
}
