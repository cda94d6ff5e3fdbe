using System.Security.Cryptography;
using Archivist.Keys.Age;
using Archivist.Keys.Problems;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Keys.Age;

/// <summary>All published vectors of age, each with the outcome that its header states.</summary>
public sealed class AgeVectorTests
{
    public static TheoryData<string> Names => Vectors.Root is { } root && Directory.Exists(Path.Combine(root, "age"))
        ? new(Directory.GetFiles(Path.Combine(root, "age")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal))
        : new("absent");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_published_vector_ends_as_it_says(string name)
    {
        var vector = AgeVector.Read(Path.Combine(Vectors.FolderOrSkip("age"), name));
        Func<Stream, IReadOnlyList<AgeIdentity>, string, CancellationToken, Task<Stream>> open = vector.IsArmored ? AgeFile.OpenTextAsync : AgeFile.OpenAsync;
        var (outcome, digest) = await RunAsync(open, new MemoryStream(vector.File), vector);
        Assert.Equal(vector.Expected, outcome);
        if (vector.PayloadDigest is { } expected)
            Assert.Equal(expected, digest);
        Assert.Equal((outcome, digest), await RunAsync(open, new TricklingStream(vector.File), vector));
        // What looks at the first bytes to tell text from binary accepts nothing more.
        Assert.Equal(outcome is "success", (await RunAsync(AgeFile.OpenAsync, new MemoryStream(vector.File), vector)).Outcome is "success");
    }

    [Fact]
    public void The_suite_is_there_as_a_whole()
    {
        var folder = Vectors.FolderOrSkip("age");
        var expected = Directory.GetFiles(folder).Select(path => AgeVector.Read(path).Expected).ToHashSet();
        Assert.Equal(["HMAC failure", "armor failure", "header failure", "no match", "payload failure", "success"], expected.Order(StringComparer.Ordinal));
    }

    private static async Task<(string Outcome, string Digest)> RunAsync(
        Func<Stream, IReadOnlyList<AgeIdentity>, string, CancellationToken, Task<Stream>> open, Stream source, AgeVector vector)
    {
        using var plain = new MemoryStream();
        var identities = vector.Identities();
        var outcome = "success";
        try
        {
            await using var opened = await open(source, identities, "a vector", TestContext.Current.CancellationToken);
            await opened.CopyToAsync(plain, 1000, TestContext.Current.CancellationToken);
        }
        catch (ArchivistException failure)
        {
            outcome = failure.Problem switch
            {
                AgeHeaderInvalid or AgeWorkExcessive => "header failure",
                AgeHeaderForged => "HMAC failure",
                AgePayloadInvalid => "payload failure",
                AgeArmorInvalid => "armor failure",
                AgeNotForThisKey => "no match",
                var other => other.Code,
            };
        }

        return (outcome, Convert.ToHexStringLower(SHA256.HashData(plain.ToArray())));
    }

    /// <summary>Gives one to seven bytes at a time, as a network may.</summary>
    private sealed class TricklingStream(byte[] content) : MemoryStream(content, writable: false)
    {
        private int _turn;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1 + (_turn++ % 7))], cancellationToken);
    }
}
