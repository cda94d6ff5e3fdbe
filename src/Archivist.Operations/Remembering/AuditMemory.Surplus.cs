using Archivist.Repository.Stores;
using Microsoft.Data.Sqlite;

namespace Archivist.Operations.Remembering;

internal sealed partial class AuditMemory
{
    /// <summary>Remembers since when a replica has had objects that the repository does not have. What is no longer among them is forgotten.</summary>
    /// <param name="replica">Its name.</param>
    /// <param name="surplus">All of them.</param>
    /// <param name="at">When they were seen.</param>
    /// <param name="entry">How many entries the ledger had then.</param>
    internal void RecordSurplus(string replica, IReadOnlyCollection<StoredObject> surplus, DateTimeOffset at, long entry) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction();
        var id = IdOf(replica);
        var old = ReadSurplus(id, transaction);
        var names = surplus.Select(item => item.Name).ToHashSet();
        foreach (var name in old.Keys.Where(name => !names.Contains(name)))
            Change("DELETE FROM surplus WHERE replica = $replica AND kind = $kind AND id = $id", name, 0, 0);
        foreach (var name in names.Where(name => !old.ContainsKey(name)))
            Change("INSERT INTO surplus (replica, kind, id, since, entry) VALUES ($replica, $kind, $id, $since, $entry)", name, at.ToUnixTimeSeconds(), entry);
        transaction.Commit();

        void Change(string text, ObjectName name, long since, long number)
        {
            using var command = Command(text);
            command.Transaction = transaction;
            command.Parameters.AddWithValue("$replica", id);
            command.Parameters.AddWithValue("$kind", RepositoryLayout.TypeName(name.Kind));
            command.Parameters.AddWithValue("$id", BytesOf(name.Id));
            command.Parameters.AddWithValue("$since", since);
            command.Parameters.AddWithValue("$entry", number);
            command.ExecuteNonQuery();
        }
    });

    /// <summary>Since when a replica has had each object that the repository does not have, and how many entries the ledger had then.</summary>
    internal IReadOnlyDictionary<ObjectName, (DateTimeOffset Since, long Entry)> LoadSurplus(string replica) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction();
        var surplus = ReadSurplus(IdOf(replica), transaction);
        transaction.Commit();
        return (IReadOnlyDictionary<ObjectName, (DateTimeOffset, long)>)surplus;
    });

    private Dictionary<ObjectName, (DateTimeOffset Since, long Entry)> ReadSurplus(long replica, SqliteTransaction transaction)
    {
        using var command = Command("SELECT kind, id, since, entry FROM surplus WHERE replica = $replica");
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$replica", replica);
        using var rows = command.ExecuteReader();
        var found = new Dictionary<ObjectName, (DateTimeOffset, long)>();
        while (rows.Read())
            found[NameOf(rows.GetString(0), (byte[])rows.GetValue(1))] = (DateTimeOffset.FromUnixTimeSeconds(rows.GetInt64(2)), rows.GetInt64(3));
        return found;
    }
}
