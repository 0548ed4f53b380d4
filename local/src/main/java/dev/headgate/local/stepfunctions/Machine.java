package dev.headgate.local.stepfunctions;

import dev.headgate.local.asl.StateMachine;
import java.time.Instant;

/**
 * A state machine as it was created or last updated.
 *
 * @param definition the JSON text, as it was given
 * @param revisionId changes with each update
 */
record Machine(
        String arn,
        String name,
        MachineType type,
        String definition,
        StateMachine parsed,
        String roleArn,
        Instant creationDate,
        Instant updateDate,
        String revisionId,
        boolean deleting) {
    Machine updated(String newDefinition, StateMachine newParsed, String newRole, Instant now, String newRevision) {
        return new Machine(
                arn, name, type, newDefinition, newParsed, newRole, creationDate, now, newRevision, deleting);
    }

    Machine marked() {
        return new Machine(arn, name, type, definition, parsed, roleArn, creationDate, updateDate, revisionId, true);
    }
}
