package dev.callcard.benchmarks;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A call as an entity. */
@Entity
@Table(name = "call")
class CallRow {
    @Id
    long id;

    @Column(name = "project_id")
    String projectId = "";

    String phone = "";

    @Column(name = "visitor_id")
    @Nullable
    String visitorId;

    @Column(name = "started_at")
    Instant startedAt = Instant.EPOCH;

    @Column(name = "answered_at")
    @Nullable
    Instant answeredAt;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    String outcome = "";
    String type = "";
    String destination = "";

    @Column(name = "agent_id")
    @Nullable
    String agentId;

    @Column(name = "agent_name")
    @Nullable
    String agentName;
}
