using System.Text.Json;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Files;
using Archivist.Repository.Packs;

namespace Archivist.Repository.Snapshots;

/// <summary>What taking a snapshot read and added: the <c>summary</c> that restic writes since 0.17, as far as it is counted here.</summary>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When everything was read.</param>
/// <param name="Files">Files in it.</param>
/// <param name="UnchangedFiles">Files taken over from the parent without reading them.</param>
/// <param name="Bytes">Bytes of the files.</param>
/// <param name="Written">What was not in the repository before.</param>
public sealed record SnapshotSummary(GoTime Started, GoTime Ended, long Files, long UnchangedFiles, long Bytes, WriteTotals Written)
{
    /// <summary>The duration of the capture in seconds, from a summary written by any program; 0 when the summary has none.</summary>
    internal static long SecondsOf(Snapshot snapshot)
    {
        if (snapshot.Summary.IsEmpty)
            return 0;
        try
        {
            using var summary = JsonDocument.Parse(snapshot.Summary);
            return TimeOf(summary.RootElement, "backup_start") is { } start && TimeOf(summary.RootElement, "backup_end") is { } end ? Math.Max(0, end.Seconds - start.Seconds) : 0;
        }
        catch (JsonException)
        {
            // Nothing depends on what others write there.
            return 0;
        }

        static GoTime? TimeOf(JsonElement summary, string name) =>
            summary.ValueKind is JsonValueKind.Object && summary.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            && GoTime.TryParse(value.GetString()!, out var time) ? time : null;
    }

    /// <summary>The JSON object, with restic's names.</summary>
    internal ReadOnlyMemory<byte> Write()
    {
        Span<byte> time = stackalloc byte[40];
        var json = new GoJson().BeginObject();
        json.Name("backup_start"u8).Text(time[..Started.Format(time)]);
        json.Name("backup_end"u8).Text(time[..Ended.Format(time)]);
        json.Name("files_unmodified"u8).Number((ulong)UnchangedFiles);
        json.Name("data_blobs"u8).Number((ulong)Written.NewDataBlobs);
        json.Name("tree_blobs"u8).Number((ulong)Written.NewTreeBlobs);
        json.Name("data_added"u8).Number((ulong)Written.NewBytes);
        json.Name("data_added_packed"u8).Number((ulong)Written.StoredBytes);
        json.Name("total_files_processed"u8).Number((ulong)Files);
        json.Name("total_bytes_processed"u8).Number((ulong)Bytes);
        return json.EndObject().Written;
    }
}
