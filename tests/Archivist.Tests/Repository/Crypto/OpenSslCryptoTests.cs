using Archivist.Repository.Crypto;

namespace Archivist.Tests.Repository.Crypto;

public sealed class OpenSslCryptoTests() : CryptoPrimitivesContract(new OpenSslCrypto());
