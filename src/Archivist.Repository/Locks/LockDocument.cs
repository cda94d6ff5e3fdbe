using Archivist.Repository.Files;

namespace Archivist.Repository.Locks;

/// <summary>A file of <c>locks/</c> (restic design, "Locks").</summary>
internal sealed record LockDocument(
    string Time, bool Exclusive, string? Hostname, string? Username, int ProcessId, uint UserId, uint GroupId)
{
    internal static LockDocument Read(ReadOnlySpan<byte> json)
    {
        var fields = DocumentFields.Of(json);
        return new LockDocument(
            fields.FindText("time") ?? "", fields.Flag("exclusive"), fields.FindText("hostname"), fields.FindText("username"),
            fields.Number("pid") is >= int.MinValue and <= int.MaxValue and var process ? (int)process : 0, fields.Account("uid"), fields.Account("gid"));
    }

    internal byte[] Write()
    {
        var json = new GoJson().BeginObject().Name("time"u8).Text(Time).Name("exclusive"u8).Boolean(Exclusive);
        if (Hostname is not null)
            json.Name("hostname"u8).Text(Hostname);
        if (Username is not null)
            json.Name("username"u8).Text(Username);
        return json.Name("pid"u8).Number((ulong)Math.Max(0, ProcessId)).Name("uid"u8).Number(UserId).Name("gid"u8).Number(GroupId)
            .EndObject().Written.ToArray();
    }
}
