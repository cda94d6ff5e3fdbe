namespace Archivist.Platform.FileSystem;

/// <summary>The machine's offset from UTC at a moment: times in trees carry it, and a directory's id depends on its text.</summary>
internal static class LocalOffset
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.Local;
    private static readonly bool IsUtc = !Zone.SupportsDaylightSavingTime && Zone.BaseUtcOffset == TimeSpan.Zero;

    internal static int MinutesAt(long seconds)
    {
        if (IsUtc || seconds is < -62135510400 or > 253402214400)
            return 0;
        return (int)Zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(seconds)).TotalMinutes;
    }
}
