package org.clientele.rest.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.utils.ResourceUtils;

/** Whether a class may become a resource: nothing that can be reached is without a declared scope. */
final class Admission {
    private Admission() {}

    /** Why not; empty if it may. */
    static List<String> objections(Candidate candidate) {
        Class<?> type = candidate.resource().getClass();
        if (candidate.segment().isEmpty()) {
            return List.of(type.getName() + " claims no first path segment of its own");
        }
        if (!candidate.word().isEmpty() && !candidate.segment().equals(candidate.word())) {
            return List.of(
                    type.getName() + " claims /" + candidate.segment() + ", and its feature owns /" + candidate.word());
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
