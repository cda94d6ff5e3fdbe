using Archivist.Replicas.Peers;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas.Peers;

public sealed class SignInTests
{
    // "secret", by libxcrypt.
    private const string Hash = "$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a";

    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly SignInThrottle _throttle;
    private PeerUsers _users = Read($"alice:{Hash}\nbob:{Hash}\n");

    public SignInTests() => _throttle = new SignInThrottle(_clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_pair_gets_in_and_no_other()
    {
        using var signIn = new SignIn(() => _users, _throttle, _clock);
        Assert.IsType<SignInResult.Accepted>(await signIn.CheckAsync("alice", "secret", "there", Cancellation));
        Assert.Equal(new SignInResult.Refused(IsKnown: true), await signIn.CheckAsync("alice", "Secret", "there", Cancellation));
        Assert.Equal(new SignInResult.Refused(IsKnown: false), await signIn.CheckAsync("carol", "secret", "there", Cancellation));
        Assert.Equal(new SignInResult.Refused(IsKnown: false), await signIn.CheckAsync("../alice", "secret", "there", Cancellation));
        Assert.Equal(new SignInResult.Refused(IsKnown: false), await signIn.CheckAsync("", "", "there", Cancellation));
    }

    [Fact]
    public async Task Who_guesses_waits_ever_longer_and_the_right_password_waits_too_unless_it_was_used_just_now()
    {
        using var signIn = new SignIn(() => _users, _throttle, _clock);
        Assert.IsType<SignInResult.Accepted>(await signIn.CheckAsync("bob", "secret", "there", Cancellation));
        for (var i = 0; i < SignInThrottle.FreeFailures; i++)
            Assert.IsType<SignInResult.Refused>(await signIn.CheckAsync("alice", $"guess {i}", "there", Cancellation));
        var wait = Assert.IsType<SignInResult.Throttled>(await signIn.CheckAsync("alice", "secret", "there", Cancellation)).Wait;
        Assert.Equal(TimeSpan.FromSeconds(1), wait);
        Assert.IsType<SignInResult.Accepted>(await signIn.CheckAsync("bob", "secret", "there", Cancellation));
        _clock.Advance(wait);
        Assert.IsType<SignInResult.Refused>(await signIn.CheckAsync("alice", "guess", "there", Cancellation));
        Assert.Equal(new SignInResult.Throttled(TimeSpan.FromSeconds(2)), await signIn.CheckAsync("alice", "secret", "there", Cancellation));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.IsType<SignInResult.Accepted>(await signIn.CheckAsync("alice", "secret", "there", Cancellation));
    }

    [Fact]
    public async Task A_pair_that_was_right_is_asked_again_after_a_while_and_at_once_when_the_users_change()
    {
        using var signIn = new SignIn(() => _users, _throttle, _clock);
        Assert.IsType<SignInResult.Accepted>(await signIn.CheckAsync("alice", "secret", "there", Cancellation));
        _users = Read($"bob:{Hash}");
        Assert.IsType<SignInResult.Refused>(await signIn.CheckAsync("alice", "secret", "there", Cancellation));
        // The same user with the password "U*U".
        _users = Read("alice:$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");
        Assert.IsType<SignInResult.Refused>(await signIn.CheckAsync("alice", "secret", "there", Cancellation));
        Assert.IsType<SignInResult.Accepted>(await signIn.CheckAsync("alice", "U*U", "there", Cancellation));
    }

    [Fact]
    public void A_user_waits_ten_seconds_at_most_and_an_address_a_minute()
    {
        for (var i = 0; i < 50; i++)
            _throttle.NoteFailure($"address {i}", "alice");
        for (var i = 0; i < 50; i++)
            _throttle.NoteFailure("there", $"user {i}");
        Assert.Equal(TimeSpan.FromSeconds(10), _throttle.WaitOf("elsewhere", "alice"));
        Assert.Equal(TimeSpan.FromMinutes(1), _throttle.WaitOf("there", "bob"));
        Assert.Equal(TimeSpan.Zero, _throttle.WaitOf("elsewhere", "bob"));
        _clock.Advance(TimeSpan.FromMinutes(20));
        _throttle.NoteFailure("there", "bob");
        Assert.Equal(TimeSpan.Zero, _throttle.WaitOf("there", "bob"));
    }

    [Fact]
    public void Failures_from_everywhere_do_not_fill_the_memory_and_the_newest_are_kept()
    {
        for (var i = 0; i < SignInThrottle.MostRemembered * 2; i++)
        {
            _throttle.NoteFailure($"address {i}", $"user {i}");
            _clock.Advance(TimeSpan.FromTicks(1));
        }

        for (var i = 0; i < SignInThrottle.FreeFailures; i++)
            _throttle.NoteFailure("there", "alice");
        Assert.NotEqual(TimeSpan.Zero, _throttle.WaitOf("there", "bob"));
    }

    [Theory]
    [InlineData("", PeerUsersFault.Empty, 0)]
    [InlineData("# nobody\n\n", PeerUsersFault.Empty, 0)]
    [InlineData("alice", PeerUsersFault.NameInvalid, 1)]
    [InlineData("# those\n../alice:HASH", PeerUsersFault.NameInvalid, 2)]
    [InlineData("alice:secret", PeerUsersFault.HashInvalid, 1)]
    [InlineData("alice:$apr1$x$y", PeerUsersFault.HashInvalid, 1)]
    [InlineData("alice:HASH\r\nbob:HASH\r\nalice:HASH", PeerUsersFault.NameTwice, 3)]
    public void A_list_that_is_not_one_of_bcrypt_is_refused_with_its_line(string text, PeerUsersFault expected, int expectedLine)
    {
        Assert.False(PeerUsers.TryParse(text.Replace("HASH", Hash, StringComparison.Ordinal), out _, out var fault, out var line));
        Assert.Equal((expected, expectedLine), (fault, line));
    }

    private static PeerUsers Read(string text) => PeerUsers.TryParse(text, out var users, out _, out _) ? users : throw new InvalidOperationException();
}
