using System.Text;
using Archivist.Keys.Age;
using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Keys.Age;

public sealed class AgeKeysTests
{
    /// <summary>The examples of the specification.</summary>
    [Theory]
    [InlineData("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj", 62)]
    [InlineData("AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR", "age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87pzf5zrqtzdxz95paef6caq5aapdmwjjq", 1959)]
    public void The_identities_of_the_specification_have_its_recipients(string identity, string recipientBegin, int length)
    {
        using var parsed = AgeIdentity.TryParse(Encoding.ASCII.GetBytes(identity));
        Assert.NotNull(parsed);
        var recipient = parsed.Recipient!.ToString()!;
        Assert.StartsWith(recipientBegin, recipient, StringComparison.Ordinal);
        Assert.Equal(length, recipient.Length);
        Assert.Equal(identity, Encoding.ASCII.GetString(parsed.Encode()));
        Assert.Equal(recipient, AgeRecipient.Parse(recipient).ToString());
        Assert.Equal(recipient, AgeRecipient.Parse(recipient.ToUpperInvariant()).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("age1")]
    [InlineData("age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwk")]
    [InlineData("age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwJ")]
    [InlineData("age1 zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj")]
    [InlineData("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")]
    [InlineData("age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK1yh7ONyvKL6Jwqn2jFMxQEsjVEsQ5R1qGq1qDPgGrC")]
    public void What_is_no_recipient_is_refused(string text) =>
        Assert.Equal(new AgeRecipientInvalid(text), Assert.Throws<ArchivistException>(() => AgeRecipient.Parse(text)).Problem);

    /// <summary>Every secret would share the same key with it.</summary>
    [Fact]
    public void A_recipient_of_low_order_is_refused()
    {
        var text = Encoding.ASCII.GetString(Bech32.Encode("age"u8, new byte[32]));
        Assert.IsType<AgeRecipientInvalid>(Assert.Throws<ArchivistException>(() => AgeRecipient.Parse(text)).Problem);
    }

    /// <summary>FIPS 203, 7.2: coefficients are below the modulus.</summary>
    [Fact]
    public void A_hybrid_recipient_that_breaks_the_encoding_is_refused()
    {
        var bytes = new byte[HybridKem.RecipientSize];
        bytes.AsSpan().Fill(0xFF);
        var text = Encoding.ASCII.GetString(Bech32.Encode("age1pq"u8, bytes));
        Assert.IsType<AgeRecipientInvalid>(Assert.Throws<ArchivistException>(() => AgeRecipient.Parse(text)).Problem);
    }

    [Fact]
    public void Any_wrong_letter_of_an_identity_is_noticed()
    {
        const string Text = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
        for (var at = 0; at < Text.Length; at++)
        {
            var wrong = Encoding.ASCII.GetBytes(Text);
            wrong[at] = wrong[at] == 'Q' ? (byte)'P' : (byte)'Q';
            Assert.Null(AgeIdentity.TryParse(wrong));
        }
    }

    [Fact]
    public void An_identity_file_has_identities_comments_and_blank_lines_with_either_line_end()
    {
        using var classic = AgeIdentity.Create(isHybrid: false);
        using var hybrid = AgeIdentity.Create(isHybrid: true);
        byte[] content = [.. "# created\r\n\r\n"u8, .. classic.Encode(), .. "\r\n\n"u8, .. AgeIdentityFile.Format(hybrid)];
        var identities = AgeIdentityFile.Parse(content, "key.txt");
        Assert.Equal([classic.Recipient!.ToString(), hybrid.Recipient!.ToString()], identities.Select(identity => identity.Recipient!.ToString()));
    }

    [Fact]
    public void A_broken_identity_file_names_the_line_and_not_the_secret()
    {
        var failure = Assert.Throws<ArchivistException>(() => AgeIdentityFile.Parse("# my key\nAGE-SECRET-KEY-1GFPYYSJZ\n"u8, "key.txt"));
        Assert.Equal(new AgeIdentityInvalid("key.txt", 2), failure.Problem);
        Assert.DoesNotContain("GFPYY", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(new AgeIdentityFileEmpty("key.txt"), Assert.Throws<ArchivistException>(() => AgeIdentityFile.Parse("# nothing\n"u8, "key.txt")).Problem);
    }

    [Fact]
    public void A_disposed_identity_has_forgotten_its_secret()
    {
        var identity = AgeIdentity.Create(isHybrid: false);
        var before = identity.Encode();
        identity.Dispose();
        Assert.Equal(Bech32.Encode("age-secret-key-"u8, new byte[32]).Length, before.Length);
        Assert.Equal(Encoding.ASCII.GetString(Bech32.Encode("age-secret-key-"u8, new byte[32])).ToUpperInvariant(), Encoding.ASCII.GetString(identity.Encode()));
    }
}
