using System.Text.Json;
using Archivist.Keys.Shares;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Keys.Shares;

/// <summary>Every vector of the SLIP-39 reference: the secret comes out, or the shares are refused.</summary>
public sealed class Slip39VectorTests
{
    [Fact]
    public void Every_published_vector_gives_its_secret_or_is_refused()
    {
        var (good, refused) = (0, 0);
        foreach (var file in Directory.GetFiles(Vectors.FolderOrSkip("slip39"), "*.json"))
        {
            using var vectors = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var vector in vectors.RootElement.EnumerateArray())
            {
                var expected = vector[2].GetString()!;
                var actual = Combine([.. vector[1].EnumerateArray().Select(mnemonic => mnemonic.GetString()!)]);
                Assert.True(actual == expected, $"{vector[0]}: {actual}");
                if (expected.Length > 0)
                    good++;
                else
                    refused++;
            }
        }

        Assert.True(good >= 15 && refused >= 30, $"{good} good and {refused} refused: vectors are missing");
    }

    [Fact]
    public void Words_are_the_published_list_in_its_order()
    {
        var published = Directory.GetFiles(Vectors.FolderOrSkip("slip39"), "*.txt").SelectMany(File.ReadAllLines).ToList();
        Assert.Equal(published, Enumerable.Range(0, 1024).Select(value => WordList.WordOf((ushort)value)));
    }

    private static string Combine(IReadOnlyList<string> mnemonics)
    {
        try
        {
            var shares = mnemonics.Select(Share.Parse).ToList();
            Assert.Equal(mnemonics, shares.Select(share => share.Mnemonic));
            return Convert.ToHexStringLower(ShareSet.Combine(shares, "TREZOR"u8));
        }
        catch (ArchivistException)
        {
            return "";
        }
    }
}
