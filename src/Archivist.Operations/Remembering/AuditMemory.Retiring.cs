using System.Globalization;

namespace Archivist.Operations.Remembering;

internal sealed partial class AuditMemory
{
    /// <summary>Forgets what a replica holds and does. Its finished audits stay under a name that no replica can have: their numbers order the sweeps of the others.</summary>
    internal void Retire(string replica) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction();
        var id = IdOf(replica);
        foreach (var table in (string[])["object", "unreached", "waiting", "capability", "recovery"])
        {
            using var clear = Command($"DELETE FROM {table} WHERE replica = $replica");
            clear.Transaction = transaction;
            clear.Parameters.AddWithValue("$replica", id);
            clear.ExecuteNonQuery();
        }

        using var remove = Command("DELETE FROM replica WHERE id = $replica AND id NOT IN (SELECT replica FROM audit)");
        remove.Transaction = transaction;
        remove.Parameters.AddWithValue("$replica", id);
        remove.ExecuteNonQuery();
        using var rename = Command("UPDATE replica SET name = $name WHERE id = $replica");
        rename.Transaction = transaction;
        rename.Parameters.AddWithValue("$name", string.Create(CultureInfo.InvariantCulture, $"{replica} (retired {id})"));
        rename.Parameters.AddWithValue("$replica", id);
        rename.ExecuteNonQuery();
        transaction.Commit();
    });
}
