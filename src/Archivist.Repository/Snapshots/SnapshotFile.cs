using System.Text.Json;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Snapshots;

/// <summary>The JSON of <c>snapshots/</c> files.</summary>
internal static class SnapshotFile
{
    private static readonly HashSet<string> KnownFields =
    [
        "time", "parent", "tree", "paths", "hostname", "username", "uid", "gid", "excludes", "tags", "original", "program_version", "summary",
    ];

    internal static ReadOnlyMemory<byte> Write(Snapshot snapshot)
    {
        Span<byte> time = stackalloc byte[40];
        var json = new GoJson().BeginObject().Name("time"u8).Text(time[..snapshot.Time.Format(time)]);
        if (snapshot.Parent is { } parent)
            json.Name("parent"u8).Id(parent.Value);
        json.Name("tree"u8).Id(snapshot.Tree.Value).Name("paths"u8);
        WriteList(json, snapshot.Paths);
        if (snapshot.Hostname.Length > 0)
            json.Name("hostname"u8).Text(snapshot.Hostname);
        if (snapshot.Username.Length > 0)
            json.Name("username"u8).Text(snapshot.Username);
        if (snapshot.UserId != 0)
            json.Name("uid"u8).Number(snapshot.UserId);
        if (snapshot.GroupId != 0)
            json.Name("gid"u8).Number(snapshot.GroupId);
        if (snapshot.Excludes.Count > 0)
            WriteList(json.Name("excludes"u8), snapshot.Excludes);
        if (snapshot.Tags.Count > 0)
            WriteList(json.Name("tags"u8), snapshot.Tags);
        if (snapshot.Original is { } original)
            json.Name("original"u8).Id(original.Value);
        if (snapshot.ProgramVersion.Length > 0)
            json.Name("program_version"u8).Text(snapshot.ProgramVersion);
        if (!snapshot.Summary.IsEmpty)
            json.Name("summary"u8).Value(snapshot.Summary.Span);
        return json.Fields(snapshot.UnknownFields.Span).EndObject().Written;
    }

    internal static Snapshot Read(ReadOnlySpan<byte> json, ObjectName name)
    {
        try
        {
            var fields = DocumentFields.Of(json);
            return new Snapshot
            {
                Id = new SnapshotId(name.Id),
                Time = GoTime.TryParse(fields.FindText("time") ?? "", out var time) ? time : throw new FormatException("its time is not RFC 3339"),
                Parent = ParseId(fields.FindText("parent")),
                Tree = new BlobId(Digest.Parse(fields.FindText("tree") ?? "", null)),
                Paths = fields.Words("paths"),
                Hostname = fields.FindText("hostname") ?? "",
                Username = fields.FindText("username") ?? "",
                UserId = fields.Account("uid"),
                GroupId = fields.Account("gid"),
                Excludes = fields.Words("excludes"),
                Tags = fields.Words("tags"),
                Original = ParseId(fields.FindText("original")),
                ProgramVersion = fields.FindText("program_version") ?? "",
                Summary = fields.Spelled("summary"),
                UnknownFields = fields.Others(KnownFields),
            };
        }
        catch (Exception cause) when (cause is JsonException or FormatException or InvalidOperationException)
        {
            throw FileEnvelope.Malformed(name, cause);
        }
    }

    private static SnapshotId? ParseId(string? text) => text is null ? null : new SnapshotId(Digest.Parse(text, null));

    private static void WriteList(GoJson json, IReadOnlyList<string> values)
    {
        json.BeginArray();
        foreach (var value in values)
            json.Text(value);
        json.EndArray();
    }
}
