using System.Diagnostics;
using Archivist.Platform.Kernel;

namespace Archivist.Tests.Platform.Kernel;

public sealed class MemoryFileTests
{
    [Fact]
    public async Task Another_program_reads_it_by_its_path_and_nobody_after_it_is_disposed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Files in memory need Linux.");
        var content = new byte[3_000_000];
        new Random(1).NextBytes(content);
        string path;
        using (var file = MemoryFile.Create("archivist-test", content))
        {
            path = file.Path;
            using var cat = Process.Start(new ProcessStartInfo("cat", [path]) { RedirectStandardOutput = true })!;
            using var read = new MemoryStream();
            await cat.StandardOutput.BaseStream.CopyToAsync(read, TestContext.Current.CancellationToken);
            await cat.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(content, read.ToArray());
            Assert.Contains("memfd:archivist-test", new FileInfo(path).LinkTarget, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("archivist-test", new FileInfo(path).LinkTarget ?? "", StringComparison.Ordinal);
    }
}
