using Archivist.Repository.Crypto;

namespace Archivist.Tests.Repository.Crypto;

public sealed class BcryptHashTests
{
    /// <summary>The first five are those of crypt_blowfish 1.3 (Openwall, wrapper.c); the others were computed with libxcrypt.</summary>
    [Theory]
    [InlineData("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK")]
    [InlineData("U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a")]
    [InlineData("", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy")]
    [InlineData(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72 are ignored",
        "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui")]
    [InlineData("secret", "$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a")]
    [InlineData("ünïcödé", "$2y$04$abcdefghijklmnopqrstuuqAy.C/g78STPh2nPJEnsp0R6yjS.PhK")]
    [InlineData("secret", "$2b$06$abcdefghijklmnopqrstuuxLa0AkDDSrQ9VwNnETzOsObiucpMYgC")]
    public void The_published_vectors_match_and_no_other_password_does(string password, string text)
    {
        Assert.True(BcryptHash.TryParse(text, out var hash));
        Assert.True(hash.Matches(password));
        Assert.False(hash.Matches(password.Length == 0 ? "x" : "x" + password[1..]));
        Assert.False(hash.Matches(password.Length == 0 ? " " : password[..Math.Min(password.Length - 1, 71)]));
    }

    [Theory]
    [InlineData("2a")]
    [InlineData("2b")]
    [InlineData("2y")]
    public void The_versions_are_one_function(string version)
    {
        Assert.True(BcryptHash.TryParse($"${version}$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", out var hash));
        Assert.True(hash.Matches("U*U"));
        Assert.Equal(5, hash.Cost);
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("$apr1$abcdefgh$1234567890123456789012")]
    [InlineData("{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=")]
    [InlineData("$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2a$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2a$15$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2a$+5$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2a$05$CCCCCCCCCCCCCCCCCCCC!.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe")]
    [InlineData("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeWW")]
    public void Other_functions_notations_and_costs_that_take_too_long_are_refused(string text) => Assert.False(BcryptHash.TryParse(text, out _));

    [Fact]
    public void Every_character_of_the_hash_counts()
    {
        const string Text = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
        for (var at = 29; at < Text.Length; at++)
        {
            var other = Text[..at] + (Text[at] == 'A' ? 'a' : 'A') + Text[(at + 1)..];
            Assert.True(BcryptHash.TryParse(other, out var hash));
            Assert.False(hash.Matches("U*U"));
        }
    }

    [Fact]
    public void What_stands_for_nobody_matches_nothing() => Assert.False(BcryptHash.Unmatched(4).Matches("secret"));
}
