using Archivist.Repository.Crypto;
using Microsoft.Data.Sqlite;

namespace Archivist.Operations.Remembering;

internal sealed partial class AuditMemory
{
    /// <summary>The packs that the repository must hold; empty when that was never noted.</summary>
    internal IReadOnlySet<Digest> LoadPacks() => Guard(() =>
    {
        var packs = new HashSet<Digest>();
        using var command = Command("SELECT id FROM repository_pack");
        using var rows = command.ExecuteReader();
        while (rows.Read())
            packs.Add(rows.GetValue(0) is byte[] { Length: Digest.Size } id ? new Digest(id) : throw new KeyNotFoundException());
        return (IReadOnlySet<Digest>)packs;
    });

    /// <summary>Notes the packs that the repository must hold, instead of those that were noted before; only what differs is written.</summary>
    internal void RecordPacks(IReadOnlySet<Digest> packs)
    {
        var before = LoadPacks();
        Guard(() =>
        {
            using var transaction = _connection.BeginTransaction();
            Change("DELETE FROM repository_pack WHERE id = $id", before.Where(id => !packs.Contains(id)), transaction);
            Change("INSERT INTO repository_pack (id) VALUES ($id) ON CONFLICT DO NOTHING", packs.Where(id => !before.Contains(id)), transaction);
            transaction.Commit();
        });
    }

    private void Change(string text, IEnumerable<Digest> ids, SqliteTransaction transaction)
    {
        using var command = Command(text);
        command.Transaction = transaction;
        var parameter = command.Parameters.Add(new SqliteParameter { ParameterName = "$id" });
        foreach (var id in ids)
        {
            parameter.Value = BytesOf(id);
            command.ExecuteNonQuery();
        }
    }
}
