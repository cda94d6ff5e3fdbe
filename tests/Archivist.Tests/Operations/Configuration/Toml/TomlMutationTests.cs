using System.Text;
using Archivist.App.Messages;
using Archivist.Operations.Configuration.Toml;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Operations.Configuration.Toml;

/// <summary>Hostile documents: whatever the bytes, the reader answers with a table or with a <see cref="ArchivistException"/>.</summary>
public sealed class TomlMutationTests
{
    private const string Specimen =
        """"
        # a bit of everything
        title = "basic \u00e9 \"quoted\""   # comment
        'literal key' = 'c:\path'
        a.b."c d" = [1, +2, -3, 0xdead_beef, 0o755, 0b1010, 1_000]
        f = [1.5, 6.02e23, -inf, nan]
        when = [1979-05-27T07:32:00Z, 1979-05-27 07:32:00.999-07:00, 1979-05-27, 07:32:00]
        inline = {x = 1, y.z = "two", w = [{}, {q = []}]}
        text = """
        one \
           two""three"""
        raw = '''
        don't'''
        [table.sub]
        yes = true
        [[product]]
        name = "Hammer"
        [product.detail]
        [[product]]
        no = false
        """";

    private static readonly byte[] Interesting = [.. "\"'[]{}=.,#\\\n\r\t \0_-+:TZeExX0159\x7fau"u8, 0x80, 0xc3, 0xed, 0xef, 0xf4, 0xff];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_damaged_document_gives_a_table_or_a_refusal(int seed)
    {
        var random = new Random(seed);
        var original = Encoding.UTF8.GetBytes(Specimen);
        TomlReader.Read(original, "specimen.toml");
        var refused = 0;
        for (var round = 0; round < 10_000; round++)
        {
            var document = Damage(original, random);
            try
            {
                TomlReader.Read(document, "damaged.toml");
            }
            catch (ArchivistException refusal)
            {
                refused++;
                Assert.StartsWith("damaged.toml:", CommandLineMessages.Instance.Of(refusal.Problem).Sentence, StringComparison.Ordinal);
            }
        }

        Assert.InRange(refused, 5_000, 9_999);
    }

    [Fact]
    public void Every_beginning_of_a_document_gives_a_table_or_a_refusal()
    {
        var original = Encoding.UTF8.GetBytes(Specimen);
        for (var length = 0; length < original.Length; length++)
        {
            try
            {
                TomlReader.Read(original.AsSpan(0, length), "cut.toml");
            }
            catch (ArchivistException refusal)
            {
                Assert.StartsWith("cut.toml:", CommandLineMessages.Instance.Of(refusal.Problem).Sentence, StringComparison.Ordinal);
            }
        }
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        var bytes = new List<byte>(original);
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            var fresh = random.Next(3) == 0 ? (byte)random.Next(256) : Interesting[random.Next(Interesting.Length)];
            switch (random.Next(4))
            {
                case 0: bytes[at] = fresh; break;
                case 1: bytes.Insert(at, fresh); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                default: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at))); break;
            }

            if (bytes.Count == 0)
                bytes.Add(fresh);
        }

        return [.. bytes];
    }
}
