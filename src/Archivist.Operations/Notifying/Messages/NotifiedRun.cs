using System.Text;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Notifying.Messages;

/// <summary>A run of a schedule, as targets see it. Immutable.</summary>
/// <param name="Id">Its number in the journal; null when it is in none.</param>
/// <param name="Uuid">The same for the whole run, also after it was continued.</param>
/// <param name="Started">When it began.</param>
/// <param name="ExitCode">How it ended; null while it is under way.</param>
/// <param name="Cron">The calendar of its schedule; null for one that only people start.</param>
/// <param name="TimeZone">Where that calendar holds, such as <c>Europe/Paris</c>.</param>
/// <param name="IntervalSeconds">From one time of that calendar to the next; null without one.</param>
internal sealed record NotifiedRun(long? Id, Guid Uuid, DateTimeOffset Started, int? ExitCode, string? Cron, string TimeZone, long? IntervalSeconds)
{
    /// <summary>An identifier by RFC 9562 (version 8) that follows from what is known when a run begins and when it is continued.</summary>
    internal static Guid UuidOf(string archive, string schedule, DateTimeOffset started)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        Digest.Of(Encoding.UTF8.GetBytes($"{archive}\n{schedule}\n{started.ToUnixTimeMilliseconds()}")).WriteTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes[..16], bigEndian: true);
    }
}
