namespace Archivist.Operations.Remembering;

/// <content>Replicas that wait for a network that is not metered.</content>
internal sealed partial class AuditMemory
{
    /// <summary>Remembers that a replica waits.</summary>
    /// <returns>Since when it does.</returns>
    internal DateTimeOffset RecordWaiting(string replica, DateTimeOffset at) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction();
        using var command = Command("INSERT INTO waiting (replica, since) VALUES ($replica, $at) ON CONFLICT (replica) DO UPDATE SET since = min(since, excluded.since) RETURNING since");
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$replica", IdOf(replica));
        command.Parameters.AddWithValue("$at", at.ToUnixTimeSeconds());
        var since = DateTimeOffset.FromUnixTimeSeconds((long)command.ExecuteScalar()!);
        transaction.Commit();
        return since;
    });

    /// <summary>Forgets that a replica waited.</summary>
    internal void ForgetWaiting(string replica) => Guard(() =>
    {
        using var command = Command("DELETE FROM waiting WHERE replica = (SELECT id FROM replica WHERE name = $replica)");
        command.Parameters.AddWithValue("$replica", replica);
        command.ExecuteNonQuery();
    });

    /// <summary>Since when a replica waits; null when it does not.</summary>
    private DateTimeOffset? FindWaiting(string replica)
    {
        using var command = Command("SELECT since FROM waiting JOIN replica ON replica.id = waiting.replica WHERE name = $replica");
        command.Parameters.AddWithValue("$replica", replica);
        return command.ExecuteScalar() is long since ? DateTimeOffset.FromUnixTimeSeconds(since) : null;
    }
}
