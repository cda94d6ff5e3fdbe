namespace Archivist.Repository.Files;

/// <summary>The scrypt parameters that set the cost of one password guess (RFC 7914: N, r, p).</summary>
internal readonly record struct KeyCost(long N, long R, long P)
{
    /// <summary>About 0.4 s on a desktop of 2024 and 32 MiB: what restic's calibration arrives at on such a machine.</summary>
    internal static readonly KeyCost Default = new(32768, 8, 5);
}
