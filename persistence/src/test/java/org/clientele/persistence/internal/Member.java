package org.clientele.persistence.internal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Member {
    @Id
    private long id;

    private String name = "";

    protected Member() {}

    Member(long id, String name) {
        this.id = id;
        this.name = name;
    }

    String name() {
        return name;
    }
}
