using Archivist.Media.ErrorCorrection;
using Archivist.TestKit;

namespace Archivist.Tests.Media.ErrorCorrection;

/// <summary>The small disc, augmented; every test gets bytes of its own.</summary>
internal static class ProtectedDisc
{
    /// <summary>The disc, with so much parity, and its layout.</summary>
    internal static async Task<(byte[] Bytes, Rs03Layout Layout)> CreateAsync(double percent = 25)
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());
        var layout = Rs03Layout.WithRedundancy(bytes.Length, percent);
        return (await ProtectAsync(bytes, layout), layout);
    }

    internal static async Task<byte[]> ProtectAsync(byte[] bytes, Rs03Layout layout)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "image");
        await File.WriteAllBytesAsync(path, bytes);
        await Rs03Encoder.ProtectAsync(path, layout, null, CancellationToken.None);
        return await File.ReadAllBytesAsync(path);
    }

    /// <summary>What repairing leaves in the file, and what it said.</summary>
    internal static async Task<(byte[] Bytes, Rs03Verdict Verdict)> RepairAsync(DamagedImage image, Rs03Layout layout, SectorSet? unreadable = null)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "image");
        await File.WriteAllBytesAsync(path, image.Bytes);
        Rs03Verdict verdict;
        using (var target = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            verdict = await Rs03Repair.RunAsync(image, target, layout, unreadable, null, CancellationToken.None);
        return (await File.ReadAllBytesAsync(path), verdict);
    }

    internal static Task<Rs03Verdict> CheckAsync(DamagedImage image, Rs03Layout layout) =>
        Rs03Check.RunAsync(image, layout, null, null, CancellationToken.None);

    internal static Span<byte> SectorOf(byte[] bytes, long sector) => bytes.AsSpan((int)sector * 2048, 2048);
}
