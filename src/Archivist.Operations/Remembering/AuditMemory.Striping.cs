namespace Archivist.Operations.Remembering;

internal sealed partial class AuditMemory
{
    /// <summary>Remembers how well recovery data covers the packs of a striped replica.</summary>
    /// <param name="replica">Its name.</param>
    /// <param name="unprotected">The number of packs that it does not cover enough.</param>
    /// <param name="isRead">All recovery data was read; otherwise lengths were compared.</param>
    /// <param name="at">When.</param>
    internal void RecordRecovery(string replica, long unprotected, bool isRead, DateTimeOffset at) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction();
        using var command = Command(
            """
            INSERT INTO recovery (replica, unprotected, at, read_at) VALUES ($replica, $unprotected, $at, $read)
            ON CONFLICT (replica) DO UPDATE SET unprotected = excluded.unprotected, at = excluded.at, read_at = coalesce(excluded.read_at, read_at)
            """);
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$replica", IdOf(replica));
        command.Parameters.AddWithValue("$unprotected", unprotected);
        command.Parameters.AddWithValue("$at", at.ToUnixTimeSeconds());
        command.Parameters.AddWithValue("$read", isRead ? at.ToUnixTimeSeconds() : DBNull.Value);
        command.ExecuteNonQuery();
        transaction.Commit();
    });

    /// <summary>How many packs of a striped replica its recovery data did not cover enough when that was last looked at, and when all of it was last read; null when it never was looked at.</summary>
    internal (long Unprotected, DateTimeOffset? ReadAt)? FindRecovery(string replica) => Guard(() =>
    {
        using var command = Command("SELECT unprotected, read_at FROM recovery JOIN replica ON replica.id = recovery.replica WHERE name = $replica");
        command.Parameters.AddWithValue("$replica", replica);
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), row.IsDBNull(1) ? null : DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(1))) : ((long, DateTimeOffset?)?)null;
    });
}
