package org.clientele.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.clientele.Problem;

/**
 * A JSON Merge Patch (RFC 7396), the body parameter of a {@code PATCH} method. Sent as {@code application/merge-patch+json} or
 * {@code application/json}. Do not change what {@link #document()} returns.
 */
public final class MergePatch {
    private final ObjectNode document;

    private MergePatch(ObjectNode document) {
        this.document = document;
    }

    /** @throws Problem.Invalid if the document is no object */
    public static MergePatch of(JsonNode document) {
        if (document instanceof ObjectNode object) {
            return new MergePatch(object);
        }
        throw Problem.Invalid.at("", "type", "A merge patch is a JSON object.");
    }

    /** The patch as it was sent. */
    public ObjectNode document() {
        return document;
    }

    /** Whether the patch names this member of the top level, be it to change or to remove it. */
    public boolean names(String member) {
        return document.has(member);
    }

    /**
     * What the patch makes of a value. The type decides what can be patched: a member that it lacks is refused as
     * {@code unknown-member}.
     *
     * @throws Problem.Invalid with JSON Pointers if the patched document is no {@code T}
     */
    public <T> T applyTo(T current, Class<T> type) {
        JsonNode target = Json.mapper().valueToTree(current);
        return Json.read(merge(target, document), type);
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode members)) {
            return patch;
        }
        ObjectNode merged =
                target instanceof ObjectNode object ? object : Json.mapper().createObjectNode();
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (member.getValue().isNull()) {
                merged.remove(member.getKey());
            } else {
                JsonNode before = merged.path(member.getKey());
                merged.set(member.getKey(), merge(before, member.getValue()));
            }
        }
        return merged;
    }
}
