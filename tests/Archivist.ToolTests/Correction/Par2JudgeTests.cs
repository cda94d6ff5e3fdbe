using Archivist.Correction.Par2;
using Archivist.Repository.Stores;
using Archivist.ToolTests.Images;

namespace Archivist.ToolTests.Correction;

/// <summary>par2cmdline verifies and repairs with what we wrote, and we repair with what it wrote.</summary>
public sealed class Par2JudgeTests : IDisposable
{
    private static readonly (string Name, int Length)[] Files = [("data/00/first", 300_000), ("data/00/second", 1), ("data/ff/third", 65_536), ("data/a0/fourth", 1_000_003), ("last", 16_384)];

    private readonly string _folder = Directory.CreateTempSubdirectory("archivist-par2-").FullName;

    public Par2JudgeTests()
    {
        var random = new Random(4);
        foreach (var (name, length) in Files)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
            File.WriteAllBytes(At(name), bytes);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(4096)]
    [InlineData(30_004)]
    [InlineData(2_000_000)]
    public async Task Par2_verifies_and_repairs_with_ours(int sliceSize)
    {
        var inputs = Inputs();
        var set = await Par2Creator.DescribeAsync(sliceSize, inputs, null, CancellationToken.None);
        var lost = set.Files.Where(file => file.Name is "data/00/first" or "data/00/second").Sum(file => file.Slices.Count);
        await Par2Creator.WriteIndexAsync(set, At("set.par2"), CancellationToken.None);
        await Par2Creator.WriteVolumeAsync(set, inputs, 0, lost - 1, At($"set.vol0+{lost - 1}.par2"), null, CancellationToken.None);
        await Par2Creator.WriteVolumeAsync(set, inputs, lost - 1, 2, At($"set.vol{lost - 1}+2.par2"), null, CancellationToken.None);
        var verified = await Tool.RunAsync("par2", "verify", At("set.par2"));
        Assert.Contains("All files are correct, repair is not required.", verified.Output, StringComparison.Ordinal);
        Assert.Contains($"There are {set.Files.Count} recoverable files", verified.Output, StringComparison.Ordinal);

        var before = await ReadAsync();
        // The folder is gone as well.
        Directory.Delete(At("data/00"), recursive: true);
        var fourth = await File.ReadAllBytesAsync(At("data/a0/fourth"));
        fourth[17] ^= 4;
        await File.WriteAllBytesAsync(At("data/a0/fourth"), fourth);
        var repaired = await Tool.RunAsync("par2", "repair", At("set.par2"));
        Assert.True(repaired.ExitCode == 0, repaired.Output);
        Assert.Equal(before, await ReadAsync());
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(30_004)]
    public async Task We_repair_with_what_par2_wrote(int sliceSize)
    {
        var made = await Tool.RunAsync("par2", ["create", "-q", $"-s{sliceSize}", "-r60", $"-B{_folder}", At("set.par2"), .. Files.Select(file => At(file.Name))]);
        Assert.True(made.ExitCode == 0, made.Output);
        var files = Directory.GetFiles(_folder, "*.par2").Select(path => new Par2Input(Path.GetFileName(path), new FileContent(path))).ToList();
        var archive = await Par2Archive.ReadAsync(files, CancellationToken.None);
        Assert.Equal((await Par2Creator.DescribeAsync(sliceSize, Inputs(), null, CancellationToken.None)).Id, archive.Set.Id);
        var before = await ReadAsync();
        IReplayableContent?[] contents = [.. archive.Set.Files.Select(file => file.Name is "data/00/first" or "last" ? null : new FileContent(At(file.Name)))];
        var condition = await Par2Verifier.CheckAsync(archive.Set, contents, null, CancellationToken.None);
        File.Delete(At("data/00/first"));
        File.Delete(At("last"));
        var written = await Par2Repair.RunAsync(archive, contents, condition, file => At(file.Name), null, CancellationToken.None);
        Assert.Equal(2, written.Count);
        Assert.Equal(before, await ReadAsync());
    }

    [Fact]
    public async Task Our_recovery_slices_are_those_of_par2()
    {
        const int sliceSize = 20_000;
        var made = await Tool.RunAsync("par2", ["create", "-q", $"-s{sliceSize}", "-c9", "-n1", $"-B{_folder}", At("theirs.par2"), .. Files.Select(file => At(file.Name))]);
        Assert.True(made.ExitCode == 0, made.Output);
        var set = await Par2Creator.DescribeAsync(sliceSize, Inputs(), null, CancellationToken.None);
        await Par2Creator.WriteVolumeAsync(set, Inputs(), 0, 9, At("ours"), null, CancellationToken.None);
        Assert.Equal(Packets(await File.ReadAllBytesAsync(Directory.GetFiles(_folder, "theirs.vol*").Single())), Packets(await File.ReadAllBytesAsync(At("ours"))));
    }

    /// <summary>The recovery slices of a file, header and all, in hexadecimal.</summary>
    private static IEnumerable<string> Packets(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length; at += (int)BitConverter.ToInt64(bytes, at + 8))
        {
            if (bytes.AsSpan(at + 48, 16).SequenceEqual("PAR 2.0\0RecvSlic"u8))
                yield return Convert.ToHexString(bytes.AsSpan(at, (int)BitConverter.ToInt64(bytes, at + 8)));
        }
    }

    private List<Par2Input> Inputs() => [.. Files.Select(file => new Par2Input(file.Name, new FileContent(At(file.Name))))];

    private async Task<string[]> ReadAsync()
    {
        var contents = new List<string>();
        foreach (var (name, _) in Files)
            contents.Add(Convert.ToHexString(await File.ReadAllBytesAsync(At(name))));
        return [.. contents];
    }

    private string At(string name) => Path.Combine(_folder, name);
}
